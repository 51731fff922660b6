// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.PrintStream;

/** The report's ports as CSV (RFC 4180): words and numbers only, nothing that needs quotes. */
final class ReadCsv {
  private ReadCsv() {}

  static void write(ReadReport report, PrintStream out) {
    out.print(
        "protocol,port,type,code,class,type_of_traffic,packets,bytes,sources,sources_estimated\r\n");
    for (PortTotal total : report.ports()) {
      PortKey key = total.key();
      String protocol =
          key.protocolName().isEmpty() ? String.valueOf(key.protocol()) : key.protocolName();
      out.print(
          String.join(
                  ",",
                  protocol,
                  number(key.port()),
                  number(key.icmpType()),
                  number(key.icmpCode()),
                  key.trafficType().trafficClass().label(),
                  key.trafficType().label(),
                  String.valueOf(total.packets()),
                  String.valueOf(total.bytes()),
                  String.valueOf(total.sources()),
                  String.valueOf(total.sourcesEstimated()))
              + "\r\n");
    }
  }

  private static String number(int value) {
    return value < 0 ? "" : String.valueOf(value);
  }
}
