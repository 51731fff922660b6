// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.Tls;

/**
 * By what a listener is known that asks nobody for a certificate: the operator's file, read again
 * when it changes. One thread refreshes, any thread reads.
 */
public final class ServedIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(ServedIdentity.class);
  private static final String CHANGE = "served identity";

  private final Path file;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private FileTime read;
  private volatile Identity identity;

  /**
   * Reads it.
   *
   * @throws IOException that says what is wrong with it
   */
  public ServedIdentity(Path file) throws IOException {
    this.file = file;
    this.read = Files.getLastModifiedTime(file);
    this.identity = Identity.read(file);
  }

  /** Reads it again if it changed, and says whether it did; if that fails, the old one stays. */
  public boolean refresh() {
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (now.equals(read)) {
        return false;
      }
      identity = Identity.read(file);
      read = now;
      failures.recovered(CHANGE, file + " can be used again");
      LOG.info("{} changed, the query listener's certificate is: {}", file, identity);
      return true;
    } catch (IOException e) {
      failures.failed(
          Level.ERROR,
          CHANGE,
          "the query listener keeps its old certificate ("
              + identity
              + "), a new one cannot be used: "
              + ErrorText.of(e));
      return false;
    }
  }

  /** A new context of what is in effect. */
  public SSLContext context() {
    return Tls.context(Optional.of(identity), new JudgedLater());
  }
}
