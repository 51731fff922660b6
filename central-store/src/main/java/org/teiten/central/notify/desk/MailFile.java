// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.teiten.central.notify.contacts.MailAddress;

/**
 * A mail in the folder of a notice: a line {@code To:}, a line {@code Subject:}, an empty line,
 * text.
 *
 * @param to at least one
 */
public record MailFile(List<MailAddress> to, String subject, String body) {
  private static final String TO = "To: ";
  private static final String SUBJECT = "Subject: ";

  static MailFile parse(Path file) throws IOException {
    String text = Files.readString(file).replace("\r\n", "\n");
    List<String> lines = text.lines().limit(3).toList();
    if (lines.size() < 3
        || !lines.get(0).startsWith(TO)
        || !lines.get(1).startsWith(SUBJECT)
        || !lines.get(2).isEmpty()) {
      throw new IOException(
          file + ": must begin with a line \"To: \", a line \"Subject: \" and an empty line");
    }
    try {
      List<MailAddress> to =
          Arrays.stream(lines.get(0).substring(TO.length()).split(",", -1))
              .map(one -> new MailAddress(one.strip()))
              .toList();
      int body = text.indexOf("\n\n") + 2;
      return new MailFile(to, lines.get(1).substring(SUBJECT.length()), text.substring(body));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ", line 1: " + e.getMessage(), e);
    }
  }
}
