// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.teiten.capture.classify.ProbeFrame.syn;

import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.flowtuple.Fingerprint;

class FingerprintRulesTest {
  private static final long NOW = ToolFrames.NOW;
  private static final String MSS_1460 = "020405b4";

  @Test
  void eachToolAndVersionIsRecognisedByTheBytesItSends() {
    ToolFrames.tools()
        .forEach(
            (tool, headers) ->
                assertThat(label(new FingerprintRules(), headers))
                    .as(tool)
                    .isEqualTo(tool.substring(0, tool.indexOf(' '))));
  }

  @Test
  void nearMissesBearNoMark() {
    ToolFrames.nearMisses()
        .forEach(
            (what, headers) ->
                assertThat(label(new FingerprintRules(), headers)).as(what).isEqualTo("none"));
  }

  @Test
  void unicornscanShowsInTheSecondPacketOfASourceAndNotInARetransmission() {
    FingerprintRules rules = new FingerprintRules();
    int key = 0x5eed_0001;
    assertThat(label(rules, unicornscan(key, 1, 80))).isEqualTo("none");
    assertThat(label(rules, unicornscan(key, 1, 80))).isEqualTo("none");
    assertThat(label(rules, unicornscan(key, 2, 80))).isEqualTo("unicornscan");
    assertThat(label(rules, unicornscan(key, 2, 443))).isEqualTo("unicornscan");
    assertThat(label(rules, unicornscan(key + 1, 3, 443))).isEqualTo("none");
  }

  @Test
  void ordinarySynsAreMarkedFalselyLessThanOnceInAHundredThousand() {
    assertThat(FalseMarks.ordinary(400_000).marked()).isLessThan(4);
  }

  @Test
  void bareSynsAreTakenForMasscanOnceIn65536() {
    assertThat(FalseMarks.bare(65_536 * 20).marked()).isBetween(5, 45);
  }

  @Test
  void nmapIsNotTakenForMasscanWhoseIdItHasByChanceOnceIn65536() {
    for (int id = 0; id < 65_536; id++) {
      PacketHeaders nmap =
          syn().id(id).sequence(0x1234_5678).window(1_024).ttl(50).options(MSS_1460).headers();
      assertThat(label(new FingerprintRules(), nmap)).as("IP id %d", id).isEqualTo("nmap");
    }
  }

  @Test
  void idsRiseInTheOrderOfLabels() {
    assertThat(FingerprintRules.RULES)
        .extracting(rule -> rule.fingerprint().label())
        .isSortedAccordingTo(Comparator.naturalOrder())
        .doesNotHaveDuplicates();
    assertThat(FingerprintRules.fingerprint(FingerprintRules.NONE)).isEqualTo(Fingerprint.NONE);
  }

  private static PacketHeaders unicornscan(int key, int host, int port) {
    int destination = 0xcb00_7100 | host;
    int sequence = key ^ destination ^ ((port << 16) + 31_337);
    return syn()
        .sourcePort(31_337)
        .to(destination, port)
        .sequence(sequence)
        .window(4_096)
        .options(MSS_1460)
        .headers();
  }

  private static String label(FingerprintRules rules, PacketHeaders headers) {
    int id = rules.match(NOW, headers, PacketClassifier.type(headers));
    return FingerprintRules.fingerprint(id).label();
  }
}
