// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.stream.Stream;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;

/** A ranking as CSV: ranked rows, then those without rank. */
final class RankCsv {
  private RankCsv() {}

  static void print(RankQuestion question, RankAnswer answer, PrintWriter out) {
    boolean ports = question.subject() == RankSubject.PORTS;
    out.println(
        (ports ? "rank,protocol,port,type,service," : "rank,country,")
            + "packets,rate,rate_ipv6,sources,sources_error,previous_rank");
    Stream.concat(answer.rows().stream(), answer.unranked().stream())
        .forEach(row -> out.println(ports ? port(row) : country(row)));
  }

  private static String port(RankAnswer.Row row) {
    return Csv.line(
        row.rank(),
        row.protocol(),
        row.port(),
        row.type(),
        row.service(),
        row.packets(),
        row.rate(),
        row.rateIpv6(),
        row.sources(),
        row.sourcesError(),
        row.previousRank());
  }

  private static String country(RankAnswer.Row row) {
    return Csv.line(
        row.rank(),
        row.country(),
        row.packets(),
        row.rate(),
        row.rateIpv6(),
        row.sources(),
        row.sourcesError(),
        row.previousRank());
  }
}
