// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {
  @ParameterizedTest
  @CsvSource({
    "宛先445/TCP（ssh）, 宛先[445/TCP]（ssh）",
    "1アドレス・1日, 1アドレ[ス・]1日",
    "CVE-2017-0144とCVE-2017-0145, [CVE-2017-0144]と[CVE-2017-0145]",
    "2017-04-01 to 2017-06-30, [2017-04-01] to [2017-06-30]",
    "悪用（CVE-2017-0144、X）, 悪用[（CVE-2017-0144、]X）",
    "'2017-05-12, so', '[2017-05-12,] so'",
    "'64:1:60:5840:2-4-8:1460:2 23.0 %, x', '[64:1:60:5840:2-4-8:1460:2] [23.0 %,] x'",
    "2017-04-01 – 2017-06-30, [2017-04-01 –] [2017-06-30]",
    "・ begins a list, ・ begins a list",
    "1 < 2, 1 &lt; 2",
  })
  void whatBelongsTogetherIsNotBroken(String text, String whole) {
    Markup page = new Markup();

    new Prose(page).within("p", text);

    assertThat(page.toString())
        .isEqualTo(
            "<p>" + whole.replace("[", "<span class=\"whole\">").replace("]", "</span>") + "</p>");
  }
}
