// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPInputStream;
import org.teiten.flowtuple.IpPrefix;

/**
 * Disjoint IPv4 ranges in ascending order, each with a number: what an origin database says. Of
 * nested ranges in the file the later, inner one holds.
 */
final class OriginRanges {
  private record Open(long last, int value) {}

  long[] first = new long[1 << 16];
  long[] last = new long[1 << 16];
  int[] value = new int[1 << 16];
  int size;

  private final Deque<Open> open = new ArrayDeque<>();
  private long next;

  /**
   * Reads lines {@code first,last,value[,…]} in ascending order of address.
   *
   * @param resource beside this class
   * @param numbers turns the value into a number, 0 to leave it out
   * @param digest takes the file's bytes
   */
  static OriginRanges read(String resource, ToIntFunction<String> numbers, MessageDigest digest) {
    OriginRanges ranges = new OriginRanges();
    try (InputStream raw = OriginRanges.class.getResourceAsStream(resource)) {
      if (raw == null) {
        throw new IllegalStateException("resource " + resource + " is missing");
      }
      InputStream in = new GZIPInputStream(new DigestInputStream(raw, digest), 1 << 16);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int a = line.indexOf(',');
        int b = line.indexOf(',', a + 1);
        int c = line.indexOf(',', b + 1);
        ranges.append(
            address(line, 0, a),
            address(line, a + 1, b),
            numbers.applyAsInt(line.substring(b + 1, c < 0 ? line.length() : c)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ranges.closeBefore(1L << 32);
    ranges.open.clear();
    return ranges;
  }

  /** Everything outside of prefixes that are in ascending order. */
  static OriginRanges allBut(List<IpPrefix> prefixes) {
    OriginRanges ranges = new OriginRanges();
    long from = 0;
    for (IpPrefix prefix : prefixes) {
      ranges.emit(from, prefix.address().low() - 1, 1);
      from = prefix.last().low() + 1;
    }
    ranges.emit(from, (1L << 32) - 1, 1);
    return ranges;
  }

  private static long address(String line, int from, int to) {
    long number = 0;
    int octet = 0;
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (c == '.') {
        number = number << 8 | octet;
        octet = 0;
      } else {
        octet = octet * 10 + (c - '0');
      }
    }
    return number << 8 | octet;
  }

  private void append(long from, long to, int number) {
    closeBefore(from);
    if (!open.isEmpty()) {
      emit(next, from - 1, open.peek().value());
    }
    open.push(new Open(to, number));
    next = from;
  }

  /** Ends the open ranges that do not reach that address. */
  private void closeBefore(long address) {
    while (!open.isEmpty() && open.peek().last() < address) {
      Open inner = open.pop();
      emit(next, inner.last(), inner.value());
      next = Math.max(next, inner.last() + 1);
    }
  }

  private void emit(long from, long to, int number) {
    if (from > to || number == 0) {
      return;
    }
    if (size == value.length) {
      first = Arrays.copyOf(first, size * 2);
      last = Arrays.copyOf(last, size * 2);
      value = Arrays.copyOf(value, size * 2);
    }
    first[size] = from;
    last[size] = to;
    value[size++] = number;
  }
}
