// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IpAddress;

/** A FlowTuple in the field order of {@code flowtuple-v1.avsc}. */
final class RowEncoder implements DatumWriter<FlowTuple> {

  @Override
  public void setSchema(Schema schema) {
    if (!schema.equals(BatchSchema.v1())) {
      throw new IllegalArgumentException("rows are written in " + BatchSchema.v1().getFullName());
    }
  }

  @Override
  public void write(FlowTuple row, Encoder out) throws IOException {
    out.writeLong(row.intervalStart() * 1_000);
    out.writeInt(row.part());
    out.writeInt(row.ipVersion());
    writeAddress(row.folded() ? 0 : row.ipVersion(), row.sourceHigh(), row.sourceLow(), out);
    out.writeInt(row.protocol());
    writeNumber(row.port(), out);
    writeNumber(row.icmpType(), out);
    writeNumber(row.icmpCode(), out);
    out.writeEnum(BatchSchema.symbol(row.trafficType()));
    out.writeString(row.fingerprint().label());
    out.writeLong(row.packets());
    out.writeLong(row.bytes());
    out.writeLong(row.destinations());
    out.writeBoolean(row.destinationsEstimated());
    out.writeLong(row.sources());
    if (row.sourcesSketch() == null) {
      writeNull(out);
    } else {
      out.writeIndex(1);
      out.writeBytes(row.sourcesSketch().image());
    }
    out.writeLong(row.firstMicros());
    out.writeLong(row.lastMicros());
    writeNumber(row.otherPort(), out);
    out.writeInt(row.ttl());
    out.writeInt(row.stackSignature());
    out.writeInt(row.tcpFlags());
    out.writeInt(row.qualityMarks());
    writeAddress(row.quotedVersion(), row.quotedHigh(), row.quotedLow(), out);
    writeNumber(row.quotedProtocol(), out);
    writeNumber(row.quotedPort(), out);
  }

  private static void writeAddress(int version, long high, long low, Encoder out)
      throws IOException {
    if (version == 0) {
      writeNull(out);
    } else {
      out.writeIndex(1);
      out.writeBytes(new IpAddress(version, high, low).bytes());
    }
  }

  private static void writeNumber(int number, Encoder out) throws IOException {
    if (number < 0) {
      writeNull(out);
    } else {
      out.writeIndex(1);
      out.writeInt(number);
    }
  }

  private static void writeNull(Encoder out) throws IOException {
    out.writeIndex(0);
    out.writeNull();
  }
}
