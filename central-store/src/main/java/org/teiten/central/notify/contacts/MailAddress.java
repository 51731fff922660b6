// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.util.regex.Pattern;

/**
 * Where mail goes: local part and domain, nothing else. Without the space and the line end that
 * would put more into a header.
 *
 * @param text such as {@code abuse@example.net}
 */
public record MailAddress(String text) {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

  /** Checks it. */
  public MailAddress {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no mail address; write one such as abuse@example.net");
    }
  }

  /** The part behind the at sign. */
  public String domain() {
    return text.substring(text.indexOf('@') + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
