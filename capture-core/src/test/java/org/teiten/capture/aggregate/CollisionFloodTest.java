// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.capture.Frames;
import org.teiten.capture.classify.ClassifiedPacket;
import org.teiten.capture.classify.MonitoredAddresses;
import org.teiten.capture.classify.PacketClassifier;
import org.teiten.capture.decode.HeaderDecoder;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.source.LinkType;

/** An attacker who knows the secret key (which none does) makes keys that all want one place. */
class CollisionFloodTest {
  private static final long KEY_0 = 7;
  private static final long KEY_1 = 9;
  private static final int MAX_KEYS = 1_024;
  private static final int MAX_PROBES = 64;

  private final PacketHeaders headers = new PacketHeaders();
  private final PacketClassifier classifier =
      new PacketClassifier(new MonitoredAddresses(List.of()));
  private final FlowTupleTable table = new FlowTupleTable(MAX_KEYS, 64, KEY_0, KEY_1);

  @Test
  void aChainOfCollisionsIsCutOffAndTheRestFoldsExactly() {
    List<Integer> sources = collidingSources(200);
    for (int round = 0; round < 3; round++) {
      for (int source : sources) {
        add(source);
      }
    }
    table.lend();
    assertThat(table.rows().count()).isEqualTo(MAX_PROBES);
    assertThat(table.folded().rows().count()).isEqualTo(1);
    assertThat(table.folded().rows().packets(0)).isEqualTo(3L * (200 - MAX_PROBES));
    assertThat(table.books().foldedPackets()).isEqualTo(3L * (200 - MAX_PROBES));
    assertThat(table.books().classes().scan()).isEqualTo(600);
    for (int row = 0; row < table.rows().count(); row++) {
      assertThat(table.rows().packets(row)).isEqualTo(3);
    }
  }

  @Test
  void withAnotherSecretTheSameKeysDoNotCollide() {
    FlowTupleTable other = new FlowTupleTable(MAX_KEYS, 64, KEY_0, KEY_1 + 1);
    for (int source : collidingSources(200)) {
      classify(source, other.next());
      other.add(0);
    }
    other.lend();
    assertThat(other.rows().count()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 700})
  void anEmptiedTableRemembersNoneOfItsRows(int count) {
    List<Integer> sources = collidingSources(Math.min(count, 20), RowIndex.length(MAX_KEYS) - 1);
    for (int source = 0x1000_0000; sources.size() < count; source += 0x1_0001) {
      sources.add(source);
    }
    for (int round = 0; round < 3; round++) {
      sources.forEach(this::add);
      table.lend();
      assertThat(table.rows().count()).isEqualTo(count);
      for (int row = 0; row < count; row++) {
        assertThat(table.rows().packets(row)).isEqualTo(1);
      }
      table.giveBack();
    }
  }

  private List<Integer> collidingSources(int count) {
    return collidingSources(count, 5);
  }

  private List<Integer> collidingSources(int count, int place) {
    KeyHash hash = new KeyHash(KEY_0, KEY_1);
    ClassifiedPacket packet = new ClassifiedPacket();
    classify(1, packet);
    long key = RowKey.of(packet);
    int mask = RowIndex.length(MAX_KEYS) - 1;
    List<Integer> sources = new ArrayList<>();
    for (int source = 0x0800_0000; sources.size() < count; source++) {
      if (((int) hash.hash(key, source, 0) & mask) == place) {
        sources.add(source);
      }
    }
    return sources;
  }

  private void add(int source) {
    classify(source, table.next());
    table.add(0);
  }

  private void classify(int source, ClassifiedPacket packet) {
    UnsafeBuffer frame = new UnsafeBuffer(Frames.tcp("8.8.8.8", 1, "192.0.2.1", 23, Frames.SYN));
    frame.putInt(12, source, java.nio.ByteOrder.BIG_ENDIAN);
    int code =
        new HeaderDecoder(LinkType.IPV4)
            .decode(headers, frame, 0, frame.capacity(), frame.capacity());
    assertThat(code).isEqualTo(HeaderDecoder.DECODED);
    assertThat(classifier.classify(0, headers, packet)).isEqualTo(PacketClassifier.OBSERVED);
  }
}
