// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teiten.central.ingest.Receipt;
import org.teiten.central.text.Csv;
import org.teiten.central.web.ControlEndpoint;

/** Prints what became of each batch, and totals. */
final class ImportReport {
  private final OutputFormat format;
  private final PrintWriter out;
  private final PrintWriter err;
  private long stored;
  private long known;
  private long refused;
  private long rows;
  private long packets;
  private long overlapping;

  ImportReport(OutputFormat format, PrintWriter out, PrintWriter err) {
    this.format = format;
    this.out = out;
    this.err = err;
    if (format == OutputFormat.CSV) {
      out.println("batch,stored,intervals,overlapping,rows,packets");
    }
  }

  void taken(Path batch, Receipt receipt) {
    if (receipt.stored()) {
      stored++;
      rows += receipt.rows();
      packets += receipt.packets();
      overlapping += receipt.overlapping();
    } else {
      known++;
    }
    if (format == OutputFormat.TABLE) {
      out.printf(
          "%-7s %,12d packets %,10d rows %,7d intervals  %s%s%n",
          receipt.stored() ? "stored" : "known",
          receipt.packets(),
          receipt.rows(),
          receipt.intervals(),
          batch.getFileName(),
          receipt.overlapping() == 0
              ? ""
              : "  (" + receipt.overlapping() + " overlap others and are left out of answers)");
    } else if (format == OutputFormat.CSV) {
      out.println(
          Csv.line(
              batch.getFileName(),
              receipt.stored(),
              receipt.intervals(),
              receipt.overlapping(),
              receipt.rows(),
              receipt.packets()));
    }
    out.flush();
  }

  void refused(String why) {
    refused++;
    err.println(why);
    err.flush();
  }

  boolean failed() {
    return refused > 0;
  }

  void end() throws IOException {
    if (format == OutputFormat.TABLE) {
      out.printf(
          "%,d stored, %,d known already, %,d refused; %,d packets in %,d rows stored%s%n",
          stored,
          known,
          refused,
          packets,
          rows,
          overlapping == 0 ? "" : "; " + overlapping + " intervals overlap others");
    } else if (format == OutputFormat.JSON) {
      Map<String, Long> totals = new LinkedHashMap<>();
      totals.put("stored", stored);
      totals.put("known", known);
      totals.put("refused", refused);
      totals.put("rows", rows);
      totals.put("packets", packets);
      totals.put("overlapping", overlapping);
      out.println(ControlEndpoint.JSON.writeValueAsString(totals));
    }
    out.flush();
  }
}
