// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.math.BigInteger;
import org.teiten.flowtuple.IpAddress;

/** Addresses as the store's questions write them: numbers in digits. */
final class StoredAddress {
  private static final BigInteger LOW =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

  private StoredAddress() {}

  static String digits(IpAddress address) {
    return new BigInteger(1, address.bytes()).toString();
  }

  /** Null of null. */
  static IpAddress of(int version, String digits) {
    if (digits == null) {
      return null;
    }
    BigInteger number = new BigInteger(digits);
    return new IpAddress(
        version,
        version == 4 ? 0 : number.shiftRight(Long.SIZE).longValue(),
        number.and(LOW).longValue());
  }
}
