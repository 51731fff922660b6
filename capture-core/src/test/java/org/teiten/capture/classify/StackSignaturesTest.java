// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.classify.ProbeFrame.syn;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StackSignaturesTest {
  private final StackSignatures signatures = new StackSignatures(42);

  @Test
  void aSignatureIsWhatTheSynTellsOfItsStack() {
    signatures.idOf(
        syn()
            .dontFragment()
            .ttl(52)
            .window(64_240)
            .options("020405b4 0402 080a0000000100000000 01 030307")
            .headers());
    signatures.idOf(syn().ttl(240).window(1_024).headers());
    signatures.idOf(
        syn()
            .dontFragment()
            .ttl(128)
            .window(64_240)
            .options("020405b4 01030308 01010402")
            .headers());
    signatures.idOf(syn().ttl(64).window(65_535).options("02040550").headersOverIpv6());
    assertThat(signatures.texts())
        .containsExactly(
            "64:1:60:64240:2-4-8-1-3:1460:7",
            "255:0:40:1024::0:*",
            "128:1:52:64240:2-1-3-1-1-4:1460:8",
            "64:1:64:65535:2:1360:*");
  }

  @Test
  void theSameStackHasOneIdWhateverElseDiffers() {
    int first = signatures.idOf(syn().ttl(50).sequence(1).headers());
    int second = signatures.idOf(syn().ttl(43).sequence(2).to(1, 2).id(3).headers());
    int other = signatures.idOf(syn().ttl(50).window(1_025).headers());
    assertThat(first).isEqualTo(1).isEqualTo(second);
    assertThat(other).isEqualTo(2);
  }

  @Test
  void brokenOptionsEndTheList() {
    signatures.idOf(syn().options("020405b4 05000000").headers());
    signatures.idOf(syn().options("0200 0000").headers());
    assertThat(signatures.texts()).containsExactly("64:0:48:1024:2-?:1460:*", "64:0:44:1024:?:0:*");
  }

  @Test
  void aFloodOfRandomSignaturesFillsTheDictionaryAndIsCountedFromThere() {
    Random random = new Random(1);
    for (int i = 0; i < 60_000; i++) {
      int id = signatures.idOf(syn().window(i).ttl(random.nextInt(256)).headers());
      assertThat(id).isBetween(0, StackSignatures.MAX);
    }
    assertThat(signatures.texts()).hasSize(StackSignatures.MAX).doesNotHaveDuplicates();
    assertThat(signatures.unsigned()).isGreaterThan(50_000);

    signatures.clear();
    assertThat(signatures.texts()).isEmpty();
    assertThat(signatures.unsigned()).isZero();
    assertThat(signatures.idOf(syn().headers())).isEqualTo(1);
  }
}
