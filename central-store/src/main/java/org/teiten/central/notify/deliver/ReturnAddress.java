// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teiten.central.notify.contacts.MailAddress;

/**
 * Where a notice's mail comes back to (VERP): {@code bounces+NOTICE-KEY@example.org}. The key is
 * the begin of the hash of its approval, which only those know who got the mail, so that strangers
 * cannot make up that it came back.
 *
 * @param notice its id
 * @param key the first {@value #KEY} hexadecimal digits of the hash
 */
public record ReturnAddress(String notice, String key) {
  private static final int KEY = 12;

  /** Of a notice whose approval has that hash. */
  public static ReturnAddress of(String notice, String hash) {
    return new ReturnAddress(notice, hash.substring(0, KEY));
  }

  /** As an address, behind a plus sign in the local part of that one. */
  String at(MailAddress bounces) {
    int at = bounces.text().indexOf('@');
    return bounces.text().substring(0, at)
        + "+"
        + notice
        + "-"
        + key
        + bounces.text().substring(at);
  }

  /** The first such address in a text, if there is one. */
  public static Optional<ReturnAddress> find(MailAddress bounces, String text) {
    int at = bounces.text().indexOf('@');
    Matcher matcher =
        Pattern.compile(
                Pattern.quote(bounces.text().substring(0, at))
                    + "\\+(n[0-9]{8}-[0-9]{1,9})-([0-9a-f]{"
                    + KEY
                    + "})"
                    + Pattern.quote(bounces.text().substring(at)),
                Pattern.CASE_INSENSITIVE)
            .matcher(text);
    return matcher.find()
        ? Optional.of(
            new ReturnAddress(
                matcher.group(1).toLowerCase(Locale.ROOT),
                matcher.group(2).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
