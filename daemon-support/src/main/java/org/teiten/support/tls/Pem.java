// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as PEM text (RFC 7468). */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";
  private static final int MAX_CERTIFICATES = 100;
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  /**
   * The certificates of a file, in its order.
   *
   * @throws IOException that says what is wrong with the file
   */
  public static List<X509Certificate> certificates(Path file) throws IOException {
    return certificates(PrivateFile.read(file), file.toString());
  }

  /**
   * The certificates of a text, in its order.
   *
   * @param name what a problem calls the text
   * @throws IOException if there is none, or one that cannot be read
   */
  public static List<X509Certificate> certificates(String text, String name) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (!block.group(1).equals(CERTIFICATE)) {
        continue;
      }
      if (certificates.size() == MAX_CERTIFICATES) {
        throw new IOException(name + " holds more than " + MAX_CERTIFICATES + " certificates");
      }
      try {
        certificates.add(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(decode(block.group(2)))));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IOException(name + " holds a certificate that cannot be read", e);
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(name + " holds no certificate; write it in PEM");
    }
    return List.copyOf(certificates);
  }

  /**
   * The key of a file.
   *
   * @param algorithm of the key that belongs to it, such as EC
   * @throws IOException that says what is wrong, without anything of the key
   */
  static PrivateKey privateKey(String text, String algorithm, String name) throws IOException {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(KEY)) {
        try {
          return KeyFactory.getInstance(algorithm)
              .generatePrivate(new PKCS8EncodedKeySpec(decode(block.group(2))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
          // Without its cause, whose message may show bytes.
          throw new IOException(name + " holds a key that is none of algorithm " + algorithm);
        }
      }
      if (block.group(1).endsWith(KEY)) {
        throw new IOException(
            name
                + " holds its key in an old or encrypted form; convert it with: openssl pkcs8"
                + " -topk8 -nocrypt");
      }
    }
    throw new IOException(name + " holds no private key; write it in PEM, PKCS #8");
  }

  private static byte[] decode(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  /** Certificates as text. */
  public static String of(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(block(CERTIFICATE, certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("a certificate that was read has no bytes", e);
      }
    }
    return text.toString();
  }

  static String of(PrivateKey key) {
    return block(KEY, key.getEncoded());
  }

  /** Any bytes as a block, such as a {@code CERTIFICATE REQUEST}. */
  public static String block(String label, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, LINES.encodeToString(der), label);
  }

  /**
   * The bytes of the first block of that label.
   *
   * @throws IOException if there is none
   */
  public static byte[] bytes(String label, String text) throws IOException {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(label)) {
        try {
          return decode(block.group(2));
        } catch (IllegalArgumentException e) {
          throw new IOException("the " + label + " is not in base 64", e);
        }
      }
    }
    throw new IOException("there is no " + label + " in PEM");
  }
}
