// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.SourcesSketch;
import org.teiten.flowtuple.TrafficType;

/**
 * Reads rows out of a decompressed block, each value held against its range.
 *
 * <p>Design note: Avro's own {@code BinaryDecoder} allocates what a length claims before it looks
 * whether the bytes are there. A batch comes from outside, so lengths are checked first here; this
 * is also what lets an error name the field.
 */
final class RowDecoder {
  private static final int MAX_SKETCH_BYTES = 1 << 16;
  private static final int MAX_LABEL_BYTES = 32;

  private final BlockInput in;
  private Fingerprint lastFingerprint = Fingerprint.NONE;

  RowDecoder(BlockInput in) {
    this.in = in;
  }

  FlowTuple decode() throws InvalidBatchException {
    long intervalMillis = in.number("interval", 0, Long.MAX_VALUE);
    if (intervalMillis % 1_000 != 0) {
      throw in.lie("interval", "is not a whole second");
    }
    int part = (int) in.number("part", 0, Integer.MAX_VALUE);
    int ipVersion = (int) in.number("ip_version", 4, 6);
    IpAddress source = optionalAddress("source");
    if (ipVersion == 5 || (source != null && source.version() != ipVersion)) {
      throw in.lie("source", "does not fit ip_version " + ipVersion);
    }
    int protocol = (int) in.number("protocol", 0, 255);
    int port = optionalNumber("port", 65_535);
    int icmpType = optionalNumber("icmp_type", 255);
    int icmpCode = optionalNumber("icmp_code", 255);
    TrafficType type = BatchSchema.typeAt(in.number("traffic_type", 0, Integer.MAX_VALUE));
    if (type == null) {
      throw in.lie("traffic_type", "is not one of the schema's symbols");
    }
    Fingerprint fingerprint = fingerprint();
    long packets = in.number("packets", 1, Long.MAX_VALUE >> 16);
    long bytes = in.number("bytes", 0, Long.MAX_VALUE >> 16);
    long destinations = in.number("destinations", 1, Long.MAX_VALUE >> 16);
    boolean destinationsEstimated = in.flag("destinations_estimated");
    long sources = in.number("sources", 1, Long.MAX_VALUE >> 16);
    byte[] sketch = in.optionalBytes("sources_sketch", MAX_SKETCH_BYTES);
    if (source != null && (sketch != null || sources != 1)) {
      throw in.lie("sources", "must be 1 in a row with a source");
    }
    long first = in.number("first", 0, Long.MAX_VALUE);
    long last = in.number("last", first, Long.MAX_VALUE);
    int otherPort = optionalNumber("other_port", 65_535);
    int ttl = (int) in.number("ttl", 0, 255);
    int stackSignature = (int) in.number("stack_signature", 0, BatchHeader.MAX_SIGNATURES);
    int tcpFlags = (int) in.number("tcp_flags", 0, 255);
    int qualityMarks = (int) in.number("quality_marks", 0, Integer.MAX_VALUE);
    IpAddress quoted = optionalAddress("quoted_destination");
    int quotedProtocol = optionalNumber("quoted_protocol", 255);
    int quotedPort = optionalNumber("quoted_port", 65_535);
    return new FlowTuple(
        intervalMillis / 1_000,
        part,
        ipVersion,
        source == null ? 0 : source.high(),
        source == null ? 0 : source.low(),
        source == null,
        protocol,
        port,
        icmpType,
        icmpCode,
        type,
        fingerprint,
        packets,
        bytes,
        destinations,
        destinationsEstimated,
        sources,
        sketch == null ? null : new SourcesSketch(sketch),
        first,
        last,
        otherPort,
        ttl,
        stackSignature,
        tcpFlags,
        qualityMarks,
        quoted == null ? 0 : quoted.version(),
        quoted == null ? 0 : quoted.high(),
        quoted == null ? 0 : quoted.low(),
        quotedProtocol,
        quotedPort);
  }

  private Fingerprint fingerprint() throws InvalidBatchException {
    String label = in.ascii("fingerprint", MAX_LABEL_BYTES);
    if (!lastFingerprint.label().equals(label)) {
      try {
        lastFingerprint = new Fingerprint(label);
      } catch (IllegalArgumentException e) {
        throw in.lie("fingerprint", "has a character that no label has");
      }
    }
    return lastFingerprint;
  }

  private IpAddress optionalAddress(String field) throws InvalidBatchException {
    byte[] bytes = in.optionalBytes(field, 16);
    if (bytes == null) {
      return null;
    }
    if (bytes.length != 4 && bytes.length != 16) {
      throw in.lie(field, "has " + bytes.length + " bytes, not 4 or 16");
    }
    return IpAddress.ofBytes(bytes);
  }

  private int optionalNumber(String field, int max) throws InvalidBatchException {
    return in.present(field) ? (int) in.number(field, 0, max) : -1;
  }
}
