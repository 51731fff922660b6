// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.central.text.Csv;
import org.teiten.flowtuple.batch.EpochKind;

class CentralCommandTest {
  @TempDir private Path folder;

  private Path batches() throws IOException {
    Path batches = folder.resolve("batches");
    Batch.of("tokyo-1", 1, 0)
        .kind(EpochKind.CAPTURE)
        .minute("2026-06-15T10:00:00Z")
        .tcp("133.11.0.1", 23, 3)
        .tcp("8.8.8.8", 23, 2)
        .and()
        .writeTo(batches);
    Batch.of("tokyo-1", 1, 1)
        .kind(EpochKind.CAPTURE)
        .minute("2026-06-16T10:00:00Z")
        .udp("133.11.0.1", 53, 4)
        .and()
        .writeTo(batches);
    return batches;
  }

  private Run.Result shipped(String command, Object... more) {
    Object[] words = new Object[more.length + 5];
    words[0] = command;
    words[1] = "--config";
    words[2] = Shipped.config("central-store.yaml");
    words[3] = "--data";
    words[4] = folder.resolve("data");
    System.arraycopy(more, 0, words, 5, more.length);
    return Run.command(words);
  }

  /** With a configuration that reads no databases, which is quicker. */
  private Run.Result quick(String command, Object... more) throws IOException {
    Object[] words = new Object[more.length + 3];
    words[0] = command;
    words[1] = "--config";
    words[2] = Run.config(folder);
    System.arraycopy(more, 0, words, 3, more.length);
    return Run.command(words);
  }

  @Test
  void findsTheShippedConfigurationGood() {
    Run.Result result = shipped("check");

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("The configuration is good").contains("5 origin databases");
  }

  @Test
  void dumpsWhatItsOwnCheckAccepts() throws IOException {
    Run.Result dump = shipped("dump");
    Path again = Files.writeString(folder.resolve("again.yaml"), dump.out());

    Run.Result check = Run.command("check", "--config", again);

    assertThat(dump.code()).isZero();
    assertThat(check.err()).isEmpty();
    assertThat(check.code()).isZero();
  }

  @Test
  void listsEveryProblemOfAConfigurationWithItsLine() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            """
            datta: /tmp
            ingest:
              listen: 0.0.0.0:8470
              max_body: 5GB5
            sensors: [{id: Upper, group: jp}]
            report: {zone: Mars}
            """);

    Run.Result result = Run.command("check", "--config", config);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("wrong.yaml:1:1: datta: unknown key; did you mean \"data\"?")
        .contains("wrong.yaml:4:13: ingest.max_body:")
        .contains("wrong.yaml:5:16: sensors[0].id:")
        .contains("wrong.yaml:6:16: report.zone:")
        .doesNotContain("Exception");
  }

  @Test
  void refusesPlainHttpBeyondLoopbackUnlessAllowed() throws IOException {
    Path config =
        Files.writeString(folder.resolve("open.yaml"), "ingest: {listen: '0.0.0.0:8470'}\n");

    Run.Result result = Run.command("run", "--config", config, "--data", folder.resolve("d"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("open.yaml:1:")
        .contains("ingest.listen")
        .contains("plain HTTP");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sensors: [{id: a, group: jp}, {id: a, group: us}]|listed twice",
        "sensors: [|malformed YAML",
        "data: a\\ndata: b|given twice",
        "report: {home_country: XX}|'report.home_country: \"XX\" is no country'",
        "origin: {databases: [{name: x, kind: country, date: soon, file: x.csv}]}|is not a date",
        "origin: {databases: [{name: x, kind: country, date: 2026-01-01, file: x.doc}]}|must end in"
      })
  void refusesWrongConfigurations(String yaml, String message) throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), yaml.replace("\\n", "\n"));

    Run.Result result = Run.command("dump", "--config", config);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("c.yaml:").contains(message).doesNotContain("\tat ");
  }

  @Test
  void namesADatabaseThatIsNotThere() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("c.yaml"),
            "origin: {databases: [{name: x, kind: country, date: 2026-01-01, file: gone.csv}]}\n");

    Run.Result result = Run.command("check", "--config", config, "--data", folder.resolve("d"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("origin.databases").contains("gone.csv");
  }

  @Test
  void saysThatAConfigurationIsMissing() {
    Run.Result result = Run.command("check", "--config", folder.resolve("none.yaml"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("none.yaml");
  }

  @Test
  void importsAFolderAndChangesNothingTheSecondTime() throws IOException {
    Path batches = batches();

    Run.Result first = quick("import", "--register", batches);
    Run.Result answer = rank("ports", "json");
    Run.Result second = quick("import", "--register", batches);

    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    assertThat(first.out()).contains("2 stored, 0 known already, 0 refused; 9 packets in 3 rows");
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("0 stored, 2 known already, 0 refused");
    assertThat(rank("ports", "json").out()).isEqualTo(answer.out());
  }

  private Run.Result rank(String subject, String format) throws IOException {
    return quick("rank", subject, "--from", "2026-06-15", "--to", "2026-06-16", "--format", format);
  }

  @Test
  void refusesUnknownSensorsAtImportUnlessTheyMayRegister() throws IOException {
    Run.Result result = quick("import", batches());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("tokyo-1 is not known here").contains("--register");
    assertThat(result.out()).contains("0 stored, 0 known already, 2 refused");
  }

  @Test
  void goesOnAfterATornBatchAndNamesIt() throws IOException {
    Path batches = batches();
    byte[] torn = "torn".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(batches.resolve("aaa.avro"), torn);

    Run.Result result = quick("import", "--register", batches);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("aaa.avro: refused: not a batch").doesNotContain("\tat ");
    assertThat(result.out()).contains("2 stored, 0 known already, 1 refused");
  }

  @Test
  void ranksPortsAndCountriesAsJsonOfTheContract() throws IOException {
    shipped("import", "--register", batches());

    JsonNode ports = new JsonMapper().readTree(rank("ports", "json").out());
    JsonNode countries = new JsonMapper().readTree(rank("countries", "json").out());

    assertThat(problems("rank-ports", ports)).isEmpty();
    assertThat(problems("rank-countries", countries)).isEmpty();
    assertThat(ports.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "from",
            "to",
            "zone",
            "previous",
            "coverage",
            "origin_databases",
            "simulated",
            "rows",
            "unranked");
    assertThat(ports.get("rows").get(0).toString())
        .startsWith(
            "{\"rank\":1,\"protocol\":\"tcp\",\"port\":23,\"type\":null,\"code\":null,"
                + "\"service\":\"telnet\",\"packets\":5,");
    assertThat(countries.get("rows").get(0).get("country").asText()).isEqualTo("JP");
    assertThat(countries.get("rows").get(0).get("packets").asLong()).isEqualTo(7);
    assertThat(countries.get("rows").get(1).get("country").asText()).isEqualTo("US");
    assertThat(countries.get("origin_databases").size()).isEqualTo(2);
    assertThat(countries.get("coverage").get("sensors").get(0).get("sensor").asText())
        .isEqualTo("tokyo-1");
  }

  @Test
  void findsNoPhenomenaInTwoDaysAndSaysSoAsJsonOfTheContract() throws IOException {
    shipped("import", "--register", batches());

    Run.Result json = phenomena("--format", "json");
    Run.Result table = phenomena();

    JsonNode answer = new JsonMapper().readTree(json.out());
    assertThat(problems("phenomena", answer)).isEmpty();
    assertThat(answer.get("phenomena")).isEmpty();
    assertThat(answer.get("coverage").get("sensors")).hasSize(1);
    assertThat(table.code()).isZero();
    assertThat(table.out()).contains("No notable change starts in this period.");
    assertThat(phenomena("--group", "nowhere").err()).contains("no sensor is of group 'nowhere'");
    assertThat(phenomena("--class", "all-of-it").code()).isEqualTo(2);
  }

  @Test
  void claimsAPortThatAppearsWithItsNetworksAndOneSourceApart() throws IOException {
    Path batches = folder.resolve("months");
    for (int day = 0; day < 90; day++) {
      Batch.Minute minute =
          Batch.of("tokyo-1", 1, day)
              .kind(EpochKind.CAPTURE)
              .minute(java.time.LocalDate.of(2026, 3, 1).plusDays(day) + "T10:00:00Z");
      for (int host = 0; host < 30; host++) {
        minute.tcp("133.11." + day + "." + (host + 1), 23, 3 + (day * 7 + host) % 3);
        if (day >= 60) {
          minute.tcp("8.8.8." + (host + 1), 9530, 4);
        }
      }
      if (day >= 70 && day < 74) {
        minute.tcp("1.1.1.1", 22, 400);
      }
      minute.and().writeTo(batches);
      Batch.Minute overseas =
          Batch.of("london-1", 2, day)
              .kind(EpochKind.CAPTURE)
              .group("overseas")
              .minute(java.time.LocalDate.of(2026, 3, 1).plusDays(day) + "T10:00:00Z");
      for (int host = 0; host < 10; host++) {
        overseas.tcp("133.11." + day + "." + (host + 1), 23, 3);
      }
      overseas.and().writeTo(batches);
    }
    shipped("import", "--register", batches);

    JsonNode answer =
        new JsonMapper()
            .readTree(
                shipped(
                        "phenomena",
                        "--from",
                        "2026-04-01",
                        "--to",
                        "2026-05-29",
                        "--format",
                        "json")
                    .out());

    assertThat(problems("phenomena", answer)).isEmpty();
    assertThat(answer.get("phenomena")).as("%s", answer.toPrettyString()).hasSize(1);
    JsonNode claim = answer.get("phenomena").get(0);
    assertThat(claim.get("port").asText()).isEqualTo("9530/tcp");
    assertThat(claim.get("country").asText()).isEqualTo("US");
    assertThat(claim.get("start").asText()).isEqualTo("2026-04-30");
    assertThat(claim.get("end").isNull()).isTrue();
    assertThat(claim.get("networks").get(0).asLong()).isEqualTo(15169);
    assertThat(claim.get("packets_added").asLong()).isBetween(3_500L, 3_600L);
    assertThat(claim.get("spread").asText()).isEqualTo("local");
    JsonNode home = claim.get("seen_by").get(0);
    JsonNode away = claim.get("seen_by").get(1);
    assertThat(home.get("group").asText()).isEqualTo("jp");
    assertThat(home.get("rate_before").asDouble()).isZero();
    assertThat(home.get("factor").isNull()).isTrue();
    assertThat(home.get("sees").asBoolean()).isTrue();
    assertThat(home.get("sensors_seeing").asInt()).isEqualTo(1);
    assertThat(home.get("sources").asInt()).isEqualTo(30);
    assertThat(away.get("sees").asBoolean()).isFalse();
    assertThat(away.get("rate").asDouble()).isZero();
    assertThat(away.get("sources").asInt()).isZero();
    assertThat(shipped("phenomena", "--from=2026-04-01", "--to=2026-05-29").out())
        .contains("  groups of sensors: local")
        .containsPattern("    jp sees it: 0.00 to .* at 1 of 1 sensors, 30 sources")
        .contains("    overseas does not see it: 0.00 to 0.00 packets");
    assertThat(answer.get("single_sources")).hasSize(1);
    assertThat(answer.get("single_sources").get(0).get("source").asText()).isEqualTo("1.1.1.1");
  }

  private Run.Result phenomena(Object... more) {
    Object[] words = new Object[more.length + 4];
    System.arraycopy(new Object[] {"--from", "2026-06-15", "--to", "2026-06-16"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return shipped("phenomena", words);
  }

  @Test
  void ranksNetworksSensorsAndFingerprintsAsJsonOfTheContract() throws IOException {
    shipped("import", "--register", batches());

    for (String subject : java.util.List.of("networks", "sensors", "fingerprints", "ports")) {
      JsonNode answer =
          new JsonMapper()
              .readTree(
                  quick(
                          "rank",
                          subject,
                          "--from=2026-06-15",
                          "--to=2026-06-16",
                          "--compare=groups",
                          "--format=json")
                      .out());
      assertThat(problems("rank-" + subject, answer)).as(subject).isEmpty();
    }
    Run.Result table =
        shipped("rank", "networks", "--from=2026-06-15", "--to=2026-06-16", "--compare=groups");
    assertThat(table.out())
        .containsPattern("1  AS[0-9]+ +[A-Z][A-Za-z ,.-]+ +7 ")
        .contains("Groups: rate at the group's sensors")
        .contains("(1/1)");
    assertThat(rank("networks", "csv").out()).startsWith("rank,network,name,country,packets,");
    assertThat(rank("sensors", "csv").out()).contains("1,tokyo-1,jp,9,");
    assertThat(rank("fingerprints", "table").out()).containsPattern("-  none +no known mark +9");
  }

  @Test
  void followsARankingOverTimeInEachFormat() throws IOException {
    shipped("import", "--register", batches());
    String[] words = {"series", "ports", "--from=2026-06-15", "--to=2026-06-16"};

    JsonNode json =
        new JsonMapper()
            .readTree(quick(words[0], words[1], words[2], words[3], "--format=json").out());
    String csv = quick(words[0], words[1], words[2], words[3], "--format=csv").out();
    String table =
        quick(words[0], words[1], words[2], words[3], "--by=sources", "--unit=hour").out();

    assertThat(problems("series", json)).isEmpty();
    assertThat(json.at("/series/0/total/port").asInt()).isEqualTo(23);
    assertThat(json.at("/series/0/points/0/packets").asLong()).isEqualTo(5);
    assertThat(json.at("/series/0/points/1/packets").asLong()).isZero();
    assertThat(csv)
        .startsWith(
            "from,to,expected,observed,rank,protocol,port,type,service,packets,rate,rate_ipv6,"
                + "sources\n2026-06-15T00:00:00Z,2026-06-16T00:00:00Z,")
        .contains(",1,tcp,23,,telnet,5,");
    assertThat(table)
        .contains("Top destination ports by hour")
        .containsPattern("2026-06-15T10:00 +[0-9]+ % +2 +0");
  }

  private static Set<ValidationMessage> problems(String schema, JsonNode answer)
      throws IOException {
    try (InputStream in = CentralCommand.class.getResourceAsStream(schema + ".schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in).validate(answer);
    }
  }

  @Test
  void ranksAsATableForPeople() throws IOException {
    shipped("import", "--register", batches());

    String ports = rank("ports", "table").out();
    String countries = rank("countries", "table").out();

    assertThat(ports)
        .contains("Top destination ports, 2026-06-15 to 2026-06-16 (UTC), class scan, by packets")
        .containsPattern("1  23/tcp  telnet +5 .* not observed")
        .contains("Previous: rank in 2026-06-13 to 2026-06-14, which no sensor observed.")
        .contains("Coverage: ")
        .contains("Origins: geo-whois-asn-country 2026-06-17 (country)");
    assertThat(countries).contains("Top source regions").containsPattern("1  JP +Japan +7");
  }

  @Test
  void ranksAsCsv() throws IOException {
    quick("import", "--register", batches());

    assertThat(rank("ports", "csv").out().lines().toList())
        .startsWith(
            "rank,protocol,port,type,service,packets,rate,rate_ipv6,sources,sources_error,"
                + "previous_rank")
        .anyMatch(line -> line.startsWith("1,tcp,23,,telnet,5,"));
  }

  @Test
  void keepsFormulasOutOfSpreadsheets() {
    assertThat(Csv.line("=1+1", "+x", "-y", "@z", "a,b", "say \"so\"", -5, null))
        .isEqualTo("'=1+1,'+x,'-y,'@z,\"a,b\",\"say \"\"so\"\"\",-5,");
  }

  @ParameterizedTest
  @CsvSource({
    "--from=2026-13-01, --to=2026-06-16, is not a date",
    "--from=2026-06-17, --to=2026-06-16, before it begins",
    "--port=http, --class=scan, is not a port",
    "--country=ZZ, --class=scan, 'is not a country; write two capitals'",
    "--country=jp, --class=scan, is not a country",
    "--zone=Mars, --class=scan, is not a time zone",
    "--class=evil, --limit=3, is not a traffic class",
    "--limit=0, --class=scan, the limit must be",
    "--group=nowhere, --class=scan, no sensor is of group",
    "--sensor=nobody, --class=scan, no sensor is called",
    "--network=Google, --class=scan, is not a network",
    "--fingerprint=a'b, --class=scan, fingerprint label must be"
  })
  void saysWhatIsWrongWithAQuestion(String one, String two, String message) throws IOException {
    quick("import", "--register", batches());
    boolean dated = one.startsWith("--from");

    Run.Result result =
        dated
            ? quick("rank", "ports", one, two)
            : quick("rank", "ports", "--from=2026-06-15", "--to=2026-06-16", one, two);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void saysThatThereIsNoStore() throws IOException {
    Run.Result result = rank("ports", "table");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("no store in");
  }

  @Test
  void saysThatTheDataFolderCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "a file where the folder should be");
    Run.Result check = shipped("check");
    Run.Result imported = shipped("import", "--register", batches());

    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err()).contains("cannot be written");
    assertThat(imported.code()).isEqualTo(1);
    assertThat(imported.err()).contains(file.toString()).doesNotContain("\tat ");
  }

  @Test
  void saysWhichPathOfAnImportIsNotThere() {
    Run.Result result = shipped("import", folder.resolve("nothing"));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("nothing is not there");
  }
}
