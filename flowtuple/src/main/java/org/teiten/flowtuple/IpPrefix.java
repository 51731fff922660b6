// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/**
 * A block of addresses, such as {@code 192.0.2.0/24}.
 *
 * @param address the first address; no bit beyond the length is set
 * @param length 0 to 32, or to 128 for IPv6
 */
public record IpPrefix(IpAddress address, int length) {

  public IpPrefix {
    int bits = address.version() == 4 ? 32 : 128;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException(
          "prefix length " + length + " is not between 0 and " + bits);
    }
    if ((address.high() & ~highMask(address.version(), length)) != 0
        || (address.low() & ~lowMask(address.version(), length)) != 0) {
      throw new IllegalArgumentException(
          "address has bits set beyond its prefix length of " + length);
    }
  }

  /**
   * Parses {@code address/length}, or an address alone.
   *
   * @throws IllegalArgumentException if the text is no prefix; the message does not repeat it, for
   *     monitored prefixes are secret
   */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    try {
      IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
      int bits = address.version() == 4 ? 32 : 128;
      return new IpPrefix(address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("prefix length is not a number", e);
    } catch (IllegalArgumentException e) {
      if (e.getMessage().startsWith("'")) {
        throw new IllegalArgumentException("not an address or a prefix such as 192.0.2.0/24", e);
      }
      throw e;
    }
  }

  /**
   * The prefix of that length in which an address lies.
   *
   * @param length 0 to 32, or to 128 for IPv6
   */
  public static IpPrefix holding(IpAddress address, int length) {
    int version = address.version();
    return new IpPrefix(
        new IpAddress(
            version,
            address.high() & highMask(version, length),
            address.low() & lowMask(version, length)),
        length);
  }

  /** Whether the address lies within. */
  public boolean contains(int version, long high, long low) {
    return version == address.version()
        && (high & highMask(version, length)) == address.high()
        && (low & lowMask(version, length)) == address.low();
  }

  public boolean contains(IpAddress a) {
    return contains(a.version(), a.high(), a.low());
  }

  /** The last address of the block. */
  public IpAddress last() {
    int version = address.version();
    long lowBits = version == 4 ? 0xffff_ffffL : -1L;
    long highBits = version == 4 ? 0 : -1L;
    return new IpAddress(
        version,
        address.high() | (~highMask(version, length) & highBits),
        address.low() | (~lowMask(version, length) & lowBits));
  }

  private static long highMask(int version, int length) {
    if (version == 4) {
      return -1L;
    }
    return length >= 64 ? -1L : length == 0 ? 0 : -1L << (64 - length);
  }

  private static long lowMask(int version, int length) {
    int bits = version == 4 ? length + 32 : length;
    return bits >= 128 || (version == 4 && bits == 64)
        ? -1L
        : version == 4 ? -1L << (64 - bits) : bits <= 64 ? 0 : -1L << (128 - bits);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
