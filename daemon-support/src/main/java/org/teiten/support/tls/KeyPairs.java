// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/** Keys of the one kind that is made here: EC on P-256. */
public final class KeyPairs {
  /** How they sign. */
  public static final String SIGNATURE = "SHA256withECDSA";

  private static final String PUBLIC = "PUBLIC KEY";

  private KeyPairs() {}

  /** A new one. */
  public static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has EC on P-256 (module jdk.crypto.ec)", e);
    }
  }

  /**
   * The key that an interrupted attempt left in a file, or a new one that is then in it: whoever
   * asks again after a lost answer asks for the same key.
   */
  public static KeyPair pending(Path file) throws IOException {
    if (Files.exists(file)) {
      String text = PrivateFile.read(file);
      try {
        PublicKey open =
            KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Pem.bytes(PUBLIC, text)));
        return new KeyPair(open, Pem.privateKey(text, "EC", file.toString()));
      } catch (GeneralSecurityException | IOException e) {
        Files.delete(file); // torn: nothing was certified for it
      }
    }
    KeyPair pair = generate();
    String text = Pem.of(pair.getPrivate()) + Pem.block(PUBLIC, pair.getPublic().getEncoded());
    PrivateFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
    return pair;
  }

  /** Whether what one signs the other verifies. */
  static boolean belongTogether(PrivateKey key, PublicKey open) {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "EC" -> SIGNATURE;
          case "RSA" -> "SHA256withRSA";
          default -> open.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update((byte) 1);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update((byte) 1);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
