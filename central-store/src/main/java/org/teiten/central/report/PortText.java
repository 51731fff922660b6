// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.teiten.central.analyse.PortWords;
import org.teiten.central.analyse.ServiceNames;
import org.teiten.central.store.FlowFilter;

/** Ports as numbers of the questions, and as people write them. */
final class PortText {
  private static final int PORTS = 1 << 17;
  private static final int NO_PORT = 1 << 16;

  private PortText() {}

  /** {@code 445/tcp} of protocol × 131,072 + port. */
  static String of(long number) {
    int protocol = (int) (number / PORTS);
    int port = (int) (number % PORTS);
    String word = PortWords.protocol(protocol);
    return port == NO_PORT || word == null
        ? (word == null ? Integer.toString(protocol) : word)
        : port + "/" + word;
  }

  /** The packets of a class to a port, from one country or all. */
  static FlowFilter filter(String trafficClass, String port, String country) {
    return (port == null ? FlowFilter.ALL : PortWords.parse(port)).of(trafficClass, country);
  }

  /** Numbers of the questions by what people write. */
  static Map<String, String> numbers(Set<String> numbers) {
    return numbers.stream()
        .collect(Collectors.toMap(number -> of(Long.parseLong(number)), Function.identity()));
  }

  /** IANA's name of a port, null if it has none. */
  static String service(ServiceNames services, String port) {
    int slash = port == null ? -1 : port.indexOf('/');
    return slash < 0
        ? null
        : services.of(port.substring(slash + 1), Integer.parseInt(port.substring(0, slash)));
  }
}
