// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnrolmentTokenTest {
  private static final EnrolmentToken TOKEN = EnrolmentToken.random("0123456789abcdef".repeat(4));

  @Test
  void isReadAsItWasWritten() {
    assertThat(TOKEN.text()).hasSize(72).startsWith("T1");
    assertThat(EnrolmentToken.parse(TOKEN.text())).isEqualTo(TOKEN);
    assertThat(EnrolmentToken.random(TOKEN.authority()).secret()).isNotEqualTo(TOKEN.secret());
  }

  @Test
  void showsNoSecretInLogsAndErrors() {
    assertThat(TOKEN.toString()).doesNotContain(TOKEN.secret());
    String wrong = TOKEN.text() + "x";
    assertThatThrownBy(() -> EnrolmentToken.parse(wrong))
        .hasMessageContaining("copy it whole")
        .hasMessageNotContaining(TOKEN.text());
  }

  @Test
  void noticesEverySingleWrongCharacter() {
    String text = TOKEN.text();
    for (int i = 2; i < text.length() - 1; i++) { // the last one has bits that say nothing
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      String wrong = text.substring(0, i) + other + text.substring(i + 1);
      assertThatThrownBy(() -> EnrolmentToken.parse(wrong))
          .as("at %d", i)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
