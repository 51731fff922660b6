// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsCommandTest {
  @TempDir private Path folder;

  private Run.Result accounts(Object... words) throws Exception {
    List<Object> all = new ArrayList<>(List.of("accounts"));
    all.addAll(List.of(words));
    all.add("--config");
    all.add(Run.config(folder));
    return Run.command(all.toArray());
  }

  @Test
  void addsListsAndDisablesAccountsAndShowsATokenOnce() throws Exception {
    assertThat(accounts("list").out()).contains("No accounts; add one");
    assertThat(accounts("add", "sato", "--role", "analyst").out())
        .contains("Added sato (analyst).");
    accounts("add", "isp", "--role=partner", "--group=isp", "--organisation=example-isp");
    Run.Result token = accounts("token", "add", "sato", "--note", "laptop", "--days", "7");
    assertThat(token.out().strip()).matches("teiten_[A-Za-z0-9_-]{43}");
    assertThat(token.err()).contains("It is not shown again.");
    accounts("disable", "isp");

    JsonNode list = new JsonMapper().readTree(accounts("list", "--format", "json").out());
    assertThat(list.at("/accounts/0/account").asText()).isEqualTo("isp");
    assertThat(list.at("/accounts/0/disabled").asBoolean()).isTrue();
    assertThat(list.at("/accounts/0/organisations/0").asText()).isEqualTo("example-isp");
    assertThat(list.at("/accounts/1/tokens/0/note").asText()).isEqualTo("laptop");
    String id = list.at("/accounts/1/tokens/0/token").asText();
    assertThat(accounts("list").out()).contains(id).doesNotContain(token.out().strip());
    assertThat(accounts("token", "revoke", "sato", id).code()).isZero();
    assertThat(accounts("token", "list", "sato").out()).isEmpty();

    String config = folder.resolve("central-store.yaml").toString();
    assertThat(Run.command("audit", "verify", "--config", config).out()).contains("5 entries");
    assertThat(Run.command("audit", "list", "--config", config).out())
        .contains("token.revoked")
        .contains("local:" + System.getProperty("user.name"));
  }

  @Test
  void takesAPasswordFromStandardInput() throws Exception {
    accounts("add", "sato", "--role", "analyst");
    InputStream before = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream("correct horse battery\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(accounts("password", "sato").out()).contains("The password is set.");
      System.setIn(new ByteArrayInputStream("short\n".getBytes(StandardCharsets.UTF_8)));
      Run.Result refused = accounts("password", "sato");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("12 to 256 characters");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void saysWhatIsWrongAndEndsWith2() throws Exception {
    assertThat(accounts("add", "sato", "--role", "boss").err())
        .contains("'boss' is no role; write administrator, analyst, partner, reader");
    assertThat(accounts("disable", "nobody").code()).isEqualTo(2);
  }
}
