// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.SourcesSketch;
import org.teiten.flowtuple.TrafficType;

/** Rows in the temporary file: every field in the order of the record, big-endian. */
final class RowCodec {
  private static final TrafficType[] TYPES = TrafficType.values();
  private static final int NO_SKETCH = -1;

  private RowCodec() {}

  static void write(FlowTuple row, DataOutputStream out) throws IOException {
    out.writeByte(row.ipVersion());
    out.writeLong(row.sourceHigh());
    out.writeLong(row.sourceLow());
    out.writeBoolean(row.folded());
    out.writeByte(row.protocol());
    out.writeInt(row.port());
    out.writeShort(row.icmpType());
    out.writeShort(row.icmpCode());
    out.writeByte(row.trafficType().ordinal());
    out.writeUTF(row.fingerprint().label());
    out.writeLong(row.packets());
    out.writeLong(row.bytes());
    out.writeLong(row.destinations());
    out.writeBoolean(row.destinationsEstimated());
    out.writeLong(row.sources());
    if (row.sourcesSketch() == null) {
      out.writeInt(NO_SKETCH);
    } else {
      byte[] image = row.sourcesSketch().image();
      out.writeInt(image.length);
      out.write(image);
    }
    out.writeLong(row.firstMicros());
    out.writeLong(row.lastMicros());
    out.writeInt(row.otherPort());
    out.writeShort(row.ttl());
    out.writeInt(row.stackSignature());
    out.writeShort(row.tcpFlags());
    out.writeInt(row.qualityMarks());
    out.writeByte(row.quotedVersion());
    out.writeLong(row.quotedHigh());
    out.writeLong(row.quotedLow());
    out.writeShort(row.quotedProtocol());
    out.writeInt(row.quotedPort());
  }

  /** Reads a row of that interval and part, its signature translated. */
  static FlowTuple read(DataInputStream in, long intervalStart, int part, SignatureIds signatures)
      throws IOException {
    return new FlowTuple(
        intervalStart,
        part,
        in.readByte(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readUnsignedByte(),
        in.readInt(),
        in.readShort(),
        in.readShort(),
        TYPES[in.readUnsignedByte()],
        new Fingerprint(in.readUTF()),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        sketch(in),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readShort(),
        signatures.of(in.readInt()),
        in.readShort(),
        in.readInt(),
        in.readByte(),
        in.readLong(),
        in.readLong(),
        in.readShort(),
        in.readInt());
  }

  private static SourcesSketch sketch(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length == NO_SKETCH ? null : new SourcesSketch(in.readNBytes(length));
  }

  /** What an interval's signature id is in the batch. */
  interface SignatureIds {
    int of(int id);
  }
}
