// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0B,0",
    "17B,17",
    "64MiB,67108864",
    "1kB,1000",
    "2 GiB,2147483648",
    "3TB,3000000000000"
  })
  void readsUnits(String text, long bytes) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "64mib", "-1B", "1.5GiB", "64 M", "99999999999TiB"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesTheLargestUnitThatDivides() {
    assertThat(new ByteSize(3L << 20)).hasToString("3MiB");
    assertThat(new ByteSize(1500)).hasToString("1500B");
    assertThat(new ByteSize(0)).hasToString("0B");
  }
}
