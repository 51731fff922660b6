// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import org.teiten.flowtuple.IpAddress;

/**
 * An IPv4 address as a model names it.
 *
 * @param bits of the address
 */
public record SourceAddress(int bits) {
  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException that says what to write
   */
  public static SourceAddress parse(String text) {
    IpAddress address;
    try {
      address = IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not an IPv4 address; write one such as 192.0.2.1", e);
    }
    if (address.version() != 4) {
      throw new IllegalArgumentException("\"" + text + "\" is not an IPv4 address");
    }
    return new SourceAddress((int) address.low());
  }
}
