// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the API, line by line as a reader would do it, with the real curl. */
class ApiPageTest {
  private static final Path PAGE = Path.of("../docs/58-api.md");
  private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private final Map<String, String> variables = new HashMap<>();

  private static List<String> lines(String page) {
    List<String> lines = new ArrayList<>();
    Matcher blocks = SHELL.matcher(page);
    while (blocks.find()) {
      blocks.group(1).lines().forEach(lines::add);
    }
    return lines;
  }

  @Test
  void eachLineDoesWhatItSays() throws Exception {
    String page = Files.readString(PAGE);
    List<String> lines = lines(page);
    assertThat(lines.stream().filter(line -> line.startsWith("curl ")).count())
        .as("examples that run")
        .isEqualTo(page.lines().filter(line -> line.contains("curl -")).count())
        .isGreaterThan(10);
    PhenomenonWorld world = new PhenomenonWorld(folder);
    // With this file curl fails where the answer is none of what was asked for.
    Files.writeString(
        folder.resolve(".curlrc"), "silent\nshow-error\nfail-with-body\nmax-time=60\n");
    variables.put("CURL_HOME", folder.toString());
    variables.put("PHENOMENON", PhenomenonWorld.APPEARS);
    try (ApiCentre centre = new ApiCentre(world.config())) {
      String port = Integer.toString(centre.address().getPort());
      for (String line : lines) {
        if (line.startsWith("teiten-central ")) {
          learn(command(line, world.config()));
        } else {
          answer(line, curl(line.replace("127.0.0.1:8472", "127.0.0.1:" + port)));
        }
      }
    }
    assertThat(variables).containsKeys("TOKEN", "NOTICE");
    assertThat(Files.readAllBytes(folder.resolve("report.pdf")))
        .startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
  }

  private static String command(String line, Path config) {
    Object[] words =
        line.substring("teiten-central ".length())
            .replace("--config F", "--config " + config)
            .split(" ", -1);
    Run.Result result = Run.command(words);
    assertThat(result.code()).as("%s: %s", line, result.err()).isZero();
    return result.out();
  }

  private void learn(String printed) {
    Matcher token = Pattern.compile("teiten_[A-Za-z0-9_-]{43}").matcher(printed);
    if (token.find()) {
      variables.put("TOKEN", token.group());
    }
  }

  private String curl(String line) throws IOException, InterruptedException {
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euc", line)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    bash.environment().putAll(variables);
    Process process = bash.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", line, said).isZero();
    return said;
  }

  private void answer(String line, String said) throws IOException {
    if (line.endsWith("-o report.pdf")) {
      assertThat(said).isEmpty();
      return;
    }
    JsonNode answer = JSON.readTree(said);
    assertThat(answer).as(line).isNotEmpty();
    if (line.contains("/v1/phenomena?")) {
      assertThat(answer.at("/phenomena/phenomena"))
          .anySatisfy(
              one -> assertThat(one.path("id").asText()).isEqualTo(PhenomenonWorld.APPEARS));
    } else if (line.endsWith("/v1/notices'")) {
      variables.put("NOTICE", answer.at("/notices/0/notice").asText());
    } else if (line.endsWith("/v1/approvals'")) {
      assertThat(answer.at("/notices/0/status").asText()).isEqualTo("approved");
    }
  }
}
