// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** Reads OpenPGP keys, and says what each of their parts may be used for. */
final class OpenPgpKeys {
  private OpenPgpKeys() {}

  /** What a key is used for. */
  enum Use {
    SIGN(KeyFlags.SIGN_DATA),
    ENCRYPT(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE);

    private final int flags;

    Use(int flags) {
      this.flags = flags;
    }
  }

  /** The first key of a file of public keys. */
  static PGPPublicKeyRing publicRing(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Iterator<PGPPublicKeyRing> rings =
          new PGPPublicKeyRingCollection(
                  PGPUtil.getDecoderStream(in), new BcKeyFingerprintCalculator())
              .getKeyRings();
      if (rings.hasNext()) {
        return rings.next();
      }
    } catch (PGPException | RuntimeException e) {
      throw new IOException(file + ": is no OpenPGP key: " + e.getMessage(), e);
    }
    throw new IOException(file + ": has no OpenPGP key");
  }

  /** The first key of a file of secret keys. */
  static PGPSecretKeyRing secretRing(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Iterator<PGPSecretKeyRing> rings =
          new PGPSecretKeyRingCollection(
                  PGPUtil.getDecoderStream(in), new BcKeyFingerprintCalculator())
              .getKeyRings();
      if (rings.hasNext()) {
        return rings.next();
      }
    } catch (PGPException | RuntimeException e) {
      throw new IOException(file + ": is no secret OpenPGP key: " + e.getMessage(), e);
    }
    throw new IOException(file + ": has no secret OpenPGP key");
  }

  /**
   * Whether a part of a key may be used so: its owner signed that it is part of the key and for
   * that, and neither it nor the whole ended or was revoked.
   */
  static boolean allows(PGPPublicKey master, PGPPublicKey part, Use use, Instant now)
      throws IOException {
    try {
      Optional<PGPSignature> own = identity(master);
      if (own.isEmpty() || master.hasRevocation() || ended(master, own.get(), now)) {
        return false;
      }
      Optional<PGPSignature> says = part.isMasterKey() ? own : binding(master, part);
      return says.isPresent()
          && !part.hasRevocation()
          && !ended(part, says.get(), now)
          && (says.get().getHashedSubPackets().getKeyFlags() & use.flags) != 0;
    } catch (PGPException e) {
      throw new IOException("the key cannot be checked: " + e.getMessage(), e);
    }
  }

  /** The newest signature by which a key says who it is. */
  private static Optional<PGPSignature> identity(PGPPublicKey master) throws PGPException {
    PGPSignature newest = null;
    for (Iterator<String> ids = master.getUserIDs(); ids.hasNext(); ) {
      String id = ids.next();
      Iterator<PGPSignature> signatures = master.getSignaturesForID(id);
      while (signatures != null && signatures.hasNext()) {
        PGPSignature one = signatures.next();
        if (one.getKeyID() == master.getKeyID() && one.isCertification()) {
          one.init(new BcPGPContentVerifierBuilderProvider(), master);
          if (one.verifyCertification(id, master)) {
            newest = newer(newest, one);
          }
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  /** The newest signature by which a key says that a part is its own. */
  private static Optional<PGPSignature> binding(PGPPublicKey master, PGPPublicKey part)
      throws PGPException {
    PGPSignature newest = null;
    Iterator<PGPSignature> signatures = part.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
    while (signatures.hasNext()) {
      PGPSignature one = signatures.next();
      if (one.getKeyID() == master.getKeyID()) {
        one.init(new BcPGPContentVerifierBuilderProvider(), master);
        if (one.verifyCertification(master, part)) {
          newest = newer(newest, one);
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  private static PGPSignature newer(PGPSignature one, PGPSignature other) {
    return one == null
            || other.getCreationTime().toInstant().isAfter(one.getCreationTime().toInstant())
        ? other
        : one;
  }

  private static boolean ended(PGPPublicKey key, PGPSignature says, Instant now) {
    PGPSignatureSubpacketVector hashed = says.getHashedSubPackets();
    long seconds = hashed == null ? 0 : hashed.getKeyExpirationTime();
    return seconds > 0 && key.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
  }
}
