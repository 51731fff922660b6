// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.contacts.MailAddress;
import org.teiten.central.notify.contacts.NoticeFormat;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.contacts.Rhythm;
import org.teiten.central.notify.contacts.Role;
import org.teiten.central.notify.contacts.Tlp;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.report.Language;
import org.teiten.central.text.EntryId;
import org.teiten.flowtuple.IpPrefix;

class NoticeFormsTest {
  private static final Instant TIME = Instant.parse("2017-06-13T00:00:01.123456Z");

  private static final JsonSchema XARF =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              NoticeFormsTest.class.getResourceAsStream("/xarf-4-port-scan.schema.json"),
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

  @TempDir private Path folder;

  @Test
  void writesTheThirtyTwoColumnsOfShadowserver() throws IOException {
    List<String> lines = form(notice(false), "csv").lines().toList();

    assertThat(lines.get(0).chars().filter(c -> c == ',')).hasSize(31);
    assertThat(lines.get(0)).startsWith("timestamp,protocol,src_ip,src_port,src_asn,src_geo");
    assertThat(lines).hasSize(1 + 3);
    assertThat(lines.get(1))
        .startsWith("2017-06-13 00:00:01,tcp,8.8.8.8,40001,64496,US,,,,,,,,,high,,23,,,,,,,,")
        .contains("Coordinating CSIRT,mirai,mirai,mirai-like,,,")
        .endsWith(",3");
    assertThat(lines.get(3)).startsWith("2017-06-13 00:00:01,icmp,8.8.4.4,,,US,");
  }

  @Test
  void namesIntelMqEventsByItsHarmonisation() throws IOException {
    List<String> lines = form(notice(false), "jsonl").lines().toList();
    JsonNode infected = new JsonMapper().readTree(lines.get(0));
    JsonNode scanner = new JsonMapper().readTree(lines.get(1));

    assertThat(infected.path("time.source").asText()).isEqualTo("2017-06-13T00:00:01.123456+00:00");
    assertThat(infected.path("classification.taxonomy").asText()).isEqualTo("malicious-code");
    assertThat(infected.path("classification.type").asText()).isEqualTo("infected-system");
    assertThat(infected.path("malware.name").asText()).isEqualTo("mirai");
    assertThat(infected.path("source.port").asInt()).isEqualTo(40_001);
    assertThat(infected.path("tlp").asText()).isEqualTo("AMBER");
    assertThat(infected.at("/extra.phenomena/0").asText()).isEqualTo("scan-22-tcp-JP-2017-05-03");
    assertThat(infected.path("extra.tlp2").asText()).isEqualTo("TLP:AMBER+STRICT");
    assertThat(infected.path("extra.clock_error_microseconds").asLong()).isEqualTo(1_500);
    assertThat(scanner.path("classification.type").asText()).isEqualTo("scanner");
    assertThat(lines.get(0)).doesNotContain("destination.ip");
  }

  @Test
  void aXarfReportHasASourcePortAndNoDestinationAddress() throws IOException {
    JsonNode reports = new JsonMapper().readTree(form(notice(false), "json"));

    assertThat(reports).hasSize(2);
    assertThat(XARF.validate(reports)).isEmpty();
    assertThat(reports).noneMatch(report -> report.has("destination_ip"));
    JsonNode tcp = reports.get(0);
    assertThat(tcp.path("source_identifier").asText()).isEqualTo("8.8.8.8");
    assertThat(tcp.path("source_port").asInt()).isEqualTo(40_001);
    assertThat(tcp.path("tags"))
        .extracting(JsonNode::asText)
        .containsExactly("malware:mirai", "phenomenon:scan-22-tcp-jp-2017-05-03");
    byte[] log = Base64.getDecoder().decode(tcp.at("/evidence/0/payload").asText());
    assertThat(new String(log, StandardCharsets.UTF_8))
        .isEqualTo(
            "2017-06-13T00:00:01.123456+00:00 proto=tcp sport=40001 dport=23 packets=3 is=tcp-syn"
                + " ttl=48 mark=mirai clock=synchronised±0.001500s\n");
  }

  @Test
  void aXarfReportOfMuchIsOneThatXarfAllows() throws IOException {
    List<ChosenPhenomenon> phenomena =
        IntStream.range(0, 40)
            .mapToObj(
                n ->
                    new ChosenPhenomenon(
                        "scan-" + n + "-tcp-JP-2017-05-03",
                        "rise",
                        n + "/tcp",
                        "JP",
                        List.of(),
                        "2017-05-03",
                        null))
            .toList();
    Evidence[] lines =
        IntStream.rangeClosed(1, SelectionQuestion.MAX_LINES)
            .mapToObj(port -> line("tcp", 40_000, port, port % 2 == 0 ? "mirai" : "zmap", 1))
            .toArray(Evidence[]::new);
    Notice much =
        notice(
            List.of(Language.EN),
            true,
            phenomena,
            List.of(source("2001:db8::8", 64496, List.of("mirai", "zmap"), lines)));

    JsonNode reports = new JsonMapper().readTree(form(much, "json"));

    assertThat(XARF.validate(reports)).isEmpty();
    assertThat(reports.at("/0/tags"))
        .extracting(JsonNode::asText)
        .hasSize(20)
        .startsWith("teiten:simulated", "malware:mirai", "phenomenon:scan-0-tcp-jp-2017-05-03");
  }

  @Test
  void writesTheMailInEveryLanguageWithTlpAndNumberInItsSubject() throws IOException {
    NoticeForms.Forms forms = new NoticeForms(Optional.empty()).write(notice(false));

    assertThat(forms.subject()).isEqualTo("[TLP:AMBER+STRICT] 貴組織の 2 アドレスからの探索パケットについて (n-1)");
    assertThat(forms.body())
        .contains("宛先: Example University 御中")
        .contains("タイムゾーン: Asia/Tokyo")
        .contains("To: Example University")
        .contains(
            "What it is about: SSH from JP",
            "change: rise of packets to 22/tcp from JP,\nsince 2017-05-03 (scan-22-tcp-JP-2017-05-03).",
            "JP からの 22/tcp 宛てパケットの増加\n（2017-05-03 ～、scan-22-tcp-JP-2017-05-03）")
        .contains(
            "2017-06-13T09:00:01.123456+09:00 proto=tcp sport=40001 dport=23 packets=3 is=tcp-syn"
                + " ttl=48 mark=mirai clock=synchronised±0.001500s")
        .doesNotContain("{{", "SIMULATED", "模擬");
  }

  @Test
  void saysEverywhereThatItIsSimulated() throws IOException {
    NoticeForms.Forms forms = new NoticeForms(Optional.empty()).write(notice(true));

    assertThat(forms.subject()).contains("模擬データ");
    assertThat(forms.body()).contains("SIMULATED").contains("模擬データ");
    assertThat(forms.attachments())
        .allSatisfy(one -> assertThat(one.text()).containsIgnoringCase("simulated"));
  }

  @Test
  void theOperatorsTemplateReplacesOursAndItsFaultIsNamed() throws IOException {
    Files.writeString(folder.resolve("mail_en.txt"), "Hello {{id}}\n{{recipient}}\n");
    Notice english = notice(List.of(Language.EN), false);

    assertThat(new NoticeForms(Optional.of(folder)).write(english).subject())
        .isEqualTo("Hello n-1");

    Files.writeString(folder.resolve("mail_en.txt"), "Hello {{nobody}}\n{{recipient}}\n");
    assertThatThrownBy(() -> new NoticeForms(Optional.of(folder)).write(english))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mail_en.txt")
        .hasMessageContaining("nobody");
  }

  private static String form(Notice notice, String end) throws IOException {
    return new NoticeForms(Optional.empty())
        .write(notice).attachments().stream()
            .filter(one -> one.name().endsWith("-campus-n-1." + end))
            .findFirst()
            .orElseThrow()
            .text();
  }

  private static Notice notice(boolean simulated) {
    return notice(List.of(Language.JA, Language.EN), simulated);
  }

  private static Notice notice(List<Language> languages, boolean simulated) {
    return notice(
        languages,
        simulated,
        List.of(
            new ChosenPhenomenon(
                "scan-22-tcp-JP-2017-05-03",
                "rise",
                "22/tcp",
                "JP",
                List.of(),
                "2017-05-03",
                null)),
        List.of(
            source(
                "8.8.8.8",
                64496,
                List.of("mirai"),
                line("tcp", 40_001, 23, "mirai", 3),
                line("udp", 50_000, 53, null, 1)),
            source("8.8.4.4", 0, List.of(), ping())));
  }

  private static Notice notice(
      List<Language> languages,
      boolean simulated,
      List<ChosenPhenomenon> phenomena,
      List<NoticedSource> sources) {
    Organisation to =
        new Organisation(
            new EntryId("campus"),
            "Example University",
            Role.OPERATOR,
            List.of(),
            List.of(),
            List.of(IpPrefix.parse("8.8.0.0/16")),
            List.of(new MailAddress("csirt@campus.example")),
            languages,
            List.of(NoticeFormat.values()),
            Tlp.AMBER_STRICT,
            Rhythm.DAILY,
            Optional.empty(),
            Optional.empty());
    return new Notice(
        "n-1",
        to,
        new NoticeConfig.Sender("Coordinating CSIRT", new MailAddress("notices@csirt.example.org")),
        Instant.parse("2017-07-01T00:00:00Z"),
        "SSH from JP",
        phenomena,
        ZoneId.of("Asia/Tokyo"),
        simulated,
        sources);
  }

  private static NoticedSource source(
      String address, long network, List<String> marks, Evidence... lines) {
    return new NoticedSource(
        address,
        "US",
        network,
        4,
        2,
        TIME.minusSeconds(60),
        TIME,
        marks,
        List.of(lines),
        "campus",
        "prefix");
  }

  private static Evidence line(
      String protocol, int sourcePort, int port, String mark, long packets) {
    return new Evidence(
        TIME,
        "synchronised",
        1_500L,
        sourcePort,
        protocol,
        port,
        null,
        null,
        protocol.equals("tcp") ? "tcp-syn" : "udp",
        mark,
        packets,
        48,
        null);
  }

  private static Evidence ping() {
    return new Evidence(
        TIME, "unknown", null, null, "icmp", null, 8, 0, "icmp-echo-request", null, 1, 48, null);
  }
}
