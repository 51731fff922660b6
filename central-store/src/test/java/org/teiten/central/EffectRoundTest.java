// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.notify.deliver.MailServer;
import org.teiten.central.notify.deliver.SmtpDelivery;
import org.teiten.central.notify.desk.Dispatch;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.report.Edition;
import org.teiten.central.report.Language;
import org.teiten.central.report.ReportFiles;
import org.teiten.central.report.ReportQuestion;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.support.config.ConfigFile;

/**
 * The whole round: a phenomenon is found, the sources behind it are selected, somebody is told by
 * signed mail, later batches show them silent, and the effect is told by command and report.
 */
class EffectRoundTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);
  private static final int BEFORE = 60;
  private static final int SENT = 33;
  private static final int DAYS = 90;
  private static final int NOTIFIED = 60;
  private static final int OTHERS = 180;
  private static final List<String> SENSORS = List.of("tokyo-1", "osaka-1");

  @TempDir private Path folder;

  private MailServer server;
  private Path config;

  @BeforeEach
  void sourcesOfOneOrganisationAreSeenAmongOthers() throws IOException {
    server = new MailServer(Files.createDirectory(folder.resolve("mail")));
    server.identity().write(folder.resolve("smime.pem"));
    Files.createDirectories(folder.resolve("contacts"));
    Files.writeString(
        folder.resolve("contacts/all.yaml"),
        """
        organisations:
          - id: campus
            name: Example University
            prefixes: [133.11.0.0/16]
            contacts: [csirt@campus.example]
            languages: [ja, en]
        """);
    config =
        Files.writeString(
            folder.resolve("central-store.yaml"),
            """
            data: data
            store: {memory_limit: 256MiB, min_free: 0B}
            origin:
              databases:
                - {name: country, kind: country, date: 2026-06-17, family: ipv4, file: '%s'}
            notices:
              contacts: contacts
              sender: {organisation: Coordinating CSIRT, contact: notices@centre.example}
              smtp:
                host: localhost
                port: %d
                trust: mail/authority-only.pem
                identity: smime.pem
                bounces: bounces@centre.example
                timeout: 5s
            """
                .formatted(Shipped.config("origin/country-ipv4.csv.gz"), server.port()));
  }

  @AfterEach
  void stops() throws IOException {
    server.close();
  }

  /** Days on which each source ends; the notified ones sooner, if the notice does anything. */
  private static Map<String, Integer> ends(boolean effect) {
    Random random = new Random(5);
    Map<String, Integer> ends = new HashMap<>();
    for (int i = 0; i < NOTIFIED + OTHERS; i++) {
      boolean notified = i < NOTIFIED;
      int natural = SENT + (int) (-Math.log(random.nextDouble()) * 40);
      boolean cleaned = random.nextDouble() < 0.7;
      int after = SENT + random.nextInt(6);
      ends.put(
          notified ? "133.11.0." + (i + 1) : "203.178.0." + (i + 1 - NOTIFIED),
          effect && notified && cleaned ? Math.min(natural, after) : natural);
    }
    return ends;
  }

  private void observe(int from, int to, boolean effect, boolean away, int awayFrom, int awayTo)
      throws IOException {
    Map<String, Integer> ends = ends(effect);
    Path batches = folder.resolve("batches-" + from);
    for (int day = from; day < to; day++) {
      Random random = new Random(day);
      Map<String, Batch.Minute[]> hours = new HashMap<>();
      for (int i = 0; i < SENSORS.size(); i++) {
        Batch batch = Batch.of(SENSORS.get(i), 1 + i, day).kind(EpochKind.SIMULATION);
        hours.put(SENSORS.get(i), hours(batch, FIRST.plusDays(day), random));
      }
      for (Map.Entry<String, Integer> source : new TreeMap<>(ends).entrySet()) {
        for (String sensor : SENSORS) {
          int hour = random.nextInt(24);
          if (random.nextDouble() < 0.7 && day < source.getValue()) {
            hours.get(sensor)[hour].tcp(source.getKey(), 22, 3);
          }
        }
      }
      for (String sensor : SENSORS) {
        if (!away || day < awayFrom || day > awayTo) {
          hours.get(sensor)[0].and().writeTo(batches);
        }
      }
    }
    Run.Result imported = Run.command("import", "--config", config, "--register", batches);
    assertThat(imported.code()).as(imported.err()).isZero();
  }

  private static Batch.Minute[] hours(Batch batch, LocalDate day, Random random) {
    Batch.Minute[] hours = new Batch.Minute[24];
    for (int hour = 0; hour < hours.length; hour++) {
      hours[hour] = batch.interval(day + "T%02d:00:00Z".formatted(hour), 3_600);
      hours[hour].echo("1.208.0." + random.nextInt(250), 1);
    }
    return hours;
  }

  /** Two months without those sources, in which others scan another port. */
  private void nothingOfThemIsSeen() throws IOException {
    Path batches = folder.resolve("batches-before");
    for (int day = 0; day < BEFORE; day++) {
      for (int i = 0; i < SENSORS.size(); i++) {
        Batch batch = Batch.of(SENSORS.get(i), 10 + i, day).kind(EpochKind.SIMULATION);
        Batch.Minute minute = hours(batch, FIRST.minusDays(BEFORE - day), new Random(day))[0];
        for (int host = 0; host < 30; host++) {
          minute.tcp("133.11." + day + "." + (100 + host), 23, 3 + (day * 7 + host) % 3);
        }
        minute.and().writeTo(batches);
      }
    }
    Run.Result imported = Run.command("import", "--config", config, "--register", batches);
    assertThat(imported.code()).as(imported.err()).isZero();
  }

  /** What is found of them. */
  private ChosenPhenomenon found() throws Exception {
    try (Centre centre = Centre.open(ConfigFile.load(config, CentralConfig.class), false)) {
      PhenomenaClaims.Claim claim =
          centre
              .phenomena(
                  new PhenomenaQuestion(
                      "2026-05-15", "2026-07-03", "UTC", null, "22/tcp", "JP", "scan"))
              .phenomena()
              .stream()
              .filter(one -> one.start().equals(FIRST.toString()))
              .findFirst()
              .orElseThrow();
      return new ChosenPhenomenon(
          claim.id(),
          claim.kind(),
          claim.port(),
          claim.country(),
          claim.networks(),
          claim.start(),
          claim.end());
    }
  }

  private String tell() throws Exception {
    return tell(null);
  }

  /** Sends a notice about whom was seen in a week, on 4 July 2026. */
  private String tell(ChosenPhenomenon phenomenon) throws Exception {
    CentralConfig loaded = ConfigFile.load(config, CentralConfig.class);
    Selection selection;
    try (Centre centre = Centre.open(loaded, false)) {
      selection =
          centre.select(
              new SelectionQuestion(
                  "2026-06-27",
                  "2026-07-03",
                  "UTC",
                  null,
                  "22/tcp",
                  "JP",
                  null,
                  null,
                  null,
                  SelectionQuestion.LEAST_PACKETS,
                  false,
                  false,
                  10,
                  phenomenon));
    }
    Clock clock = Clock.fixed(Instant.parse("2026-07-04T00:20:00Z"), ZoneOffset.UTC);
    try (NoticeDesk desk =
        NoticeDesk.open(
            loaded.data().resolve("notices"), loaded.notices(), Centre.contacts(loaded), clock)) {
      List<NoticeState> drafted = desk.draft(selection, "22/tcp", ZoneOffset.UTC, "sato").notices();
      assertThat(drafted).hasSize(1);
      String id = drafted.get(0).id();
      desk.approve(List.of(id), "suzuki", Optional.empty(), Optional.empty());
      SmtpDelivery delivery =
          new SmtpDelivery(
              loaded.notices().smtp().orElseThrow(),
              loaded.notices().sender().orElseThrow(),
              Clock.systemUTC());
      assertThat(new Dispatch(desk, delivery, 60).pass(() -> false).sent()).isEqualTo(1);
      return id;
    }
  }

  private Run.Result effect(Object... more) {
    List<Object> words = new ArrayList<>(List.of("notices", "effect", "--config", config));
    words.addAll(List.of(more));
    return Run.command(words.toArray());
  }

  private JsonNode measured(Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--format", "json"));
    Run.Result result = effect(words.toArray());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).doesNotContain("tokyo-1", "osaka-1");
    JsonNode answer = new JsonMapper().readTree(result.out());
    try (InputStream in = EffectCommand.class.getResourceAsStream("notices-effect.schema.json")) {
      assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in).validate(answer))
          .isEmpty();
    }
    return answer;
  }

  @Test
  void whoeverWasToldFallsSilentAndCommandAndReportSaySo() throws Exception {
    Tool.require("openssl", "python3");
    nothingOfThemIsSeen();
    observe(0, SENT, true, false, 0, 0);
    ChosenPhenomenon phenomenon = found();
    String id = tell(phenomenon);
    assertThat(server.taken()).hasSize(1);
    theMailIsReadByOthers(server.taken().get(0).mail(), phenomenon);
    assertThat(effect("--notice", id).out())
        .contains("60 sources notified; 0 of them could be compared with 0 others, too few");

    observe(SENT, DAYS, true, false, 0, 0);
    assertThat(
            Run.command(
                    "notices",
                    "answer",
                    "--config",
                    config,
                    id,
                    "malware",
                    "--source",
                    "133.11.0.7",
                    "--by",
                    "sato")
                .code())
        .isZero();
    assertThat(
            Run.command("notices", "answer", "--config", config, id, "cleaned", "--by", "sato")
                .code())
        .isZero();

    JsonNode all = measured("--from", "2026-07-01", "--to", "2026-07-31").path("all");
    assertThat(all.path("sources").asInt()).isEqualTo(NOTIFIED);
    assertThat(all.path("compared").asInt()).isBetween(50, NOTIFIED);
    assertThat(all.path("comparable").asInt()).isBetween(140, OTHERS);
    assertThat(all.path("same_country").asDouble()).isEqualTo(1);
    assertThat(all.at("/within/0/told/low").asDouble())
        .isGreaterThan(all.at("/within/0/comparable/high").asDouble());
    assertThat(all.at("/within/0/difference/low").asDouble()).isPositive();
    assertThat(all.at("/hazard_ratio/low").asDouble()).isGreaterThan(1);
    assertThat(all.path("probability").asDouble()).isLessThan(1e-4);
    assertThat(all.at("/answers/malware").asInt()).isEqualTo(1);
    assertThat(all.at("/answers/cleaned").asInt()).isEqualTo(NOTIFIED - 1);

    assertThat(
            measured("--from", "2026-07-01", "--to", "2026-07-31", "--by", "phenomenon")
                .path("groups"))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.path("name").asText()).isEqualTo(phenomenon.id());
              assertThat(group.path("sources").asInt()).isEqualTo(NOTIFIED);
            });

    JsonNode cases = measured("--notice", id).path("cases");
    assertThat(cases).hasSize(NOTIFIED);
    assertThat(cases)
        .allSatisfy(
            one -> {
              assertThat(one.path("source").asText()).startsWith("133.11.0.");
              assertThat(one.path("state").asText()).isIn("silent", "active", "silent_before");
              assertThat(one.path("port").asText()).isEqualTo("22/tcp");
            });

    String table = effect("--from", "2026-07-01", "--to", "2026-07-31").out();
    assertThat(table)
        .contains("SIMULATED DATA")
        .containsPattern(
            "60 sources notified, \\d+ % silent within 7 days \\(95 %: \\d+–\\d+\\) against"
                + " \\d+ % \\(\\d+–\\d+\\) of comparable ones that were not notified")
        .contains("Example University", "cleaned 59, malware 1")
        .doesNotContain("tokyo-1", "osaka-1");
    theReportSaysSo();
  }

  /** OpenSSL judges the signature, Python's own modules take the mail and its CSV apart. */
  private void theMailIsReadByOthers(String mail, ChosenPhenomenon phenomenon) throws IOException {
    Tool tool = new Tool(folder, Map.of());
    Path whole = Files.writeString(folder.resolve("mail.eml"), mail);
    Path verified = folder.resolve("verified.eml");
    tool.run(
        "openssl",
        "cms",
        "-verify",
        "-in",
        whole,
        "-CAfile",
        "mail/authority-only.pem",
        "-purpose",
        "any",
        "-out",
        verified);
    String read =
        tool.run(
            "python3",
            "-c",
            """
            import csv, email, email.policy, io, ipaddress, sys
            from datetime import datetime
            mail = email.message_from_bytes(open(sys.argv[1], "rb").read(), policy=email.policy.default)
            print(mail.get_body(("plain",)).get_content())
            for part in mail.iter_attachments():
                if part.get_content_type() == "text/csv":
                    for row in csv.DictReader(io.StringIO(part.get_content())):
                        datetime.strptime(row["timestamp"], "%Y-%m-%d %H:%M:%S")
                        print("source", ipaddress.ip_address(row["src_ip"]), int(row["src_port"]), row["dst_port"])
            """,
            verified);
    assertThat(read).contains(phenomenon.id(), "2026-06-01");
    assertThat(
            read.lines()
                .filter(line -> line.startsWith("source "))
                .map(line -> line.substring(7, line.indexOf(' ', 7)))
                .distinct())
        .hasSize(NOTIFIED)
        .allMatch(source -> source.startsWith("133.11.0."));
  }

  private void theReportSaysSo() throws IOException {
    Path out = folder.resolve("report");
    Run.Result report =
        Run.command(
            "report", "--config", config, "--quarter", "2026Q3", "--zone", "UTC", "--out", out);
    assertThat(report.code()).as(report.err()).isZero();
    String html = only(out, "en.html");
    assertThat(html)
        .contains("Effect of the notices", "60 addresses", "Example University", "figure-notices")
        .contains("fell silent within 7 days", "of comparable ones of which nobody was told");
    assertThat(only(out, "ja.html")).contains("通知の効果", "通知していない同種の送信元では");

    Path published = folder.resolve("published");
    Run.command(
        "report",
        "--config",
        config,
        "--quarter",
        "2026Q3",
        "--zone",
        "UTC",
        "--edition",
        "public",
        "--out",
        published);
    assertThat(only(published, "en.html"))
        .as("of one recipient the public edition tells nothing")
        .doesNotContain("Effect of the notices", "Example University");
  }

  @Test
  void theReportsBytesAreTheSameEachTime() throws Exception {
    observe(0, SENT, true, false, 0, 0);
    tell();
    observe(SENT, SENT + 40, true, false, 0, 0);
    CentralConfig loaded = ConfigFile.load(config, CentralConfig.class);
    ReportQuestion question = new ReportQuestion("2026Q3", "UTC", Edition.INTERNAL, 1_800_000_000L);
    Map<String, byte[]> first = report(loaded, question, folder.resolve("first"));
    Map<String, byte[]> second = report(loaded, question, folder.resolve("second"));
    assertThat(first.keySet()).hasSizeGreaterThanOrEqualTo(3).isEqualTo(second.keySet());
    first.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(second.get(name)));
  }

  private static Map<String, byte[]> report(CentralConfig loaded, ReportQuestion question, Path out)
      throws Exception {
    try (Centre centre = Centre.open(loaded, false)) {
      new ReportFiles(out, loaded.report().fontFolders())
          .write(centre.report(question), List.of(Language.JA, Language.EN));
    }
    Map<String, byte[]> files = new TreeMap<>();
    try (var all = Files.list(out)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static String only(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return Files.readString(
          files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow());
    }
  }

  @Test
  void whereNobodyWasCleanedThereIsNoEffectAndAnOutageIsNone() throws Exception {
    observe(0, SENT, false, false, 0, 0);
    String id = tell();
    observe(SENT, DAYS, false, true, SENT + 20, SENT + 30);

    JsonNode all = measured("--notice", id).path("all");

    assertThat(all.at("/hazard_ratio/low").asDouble()).isLessThan(1);
    assertThat(all.at("/hazard_ratio/high").asDouble()).isGreaterThan(1);
    assertThat(all.path("probability").asDouble()).isGreaterThan(0.05);
    assertThat(all.at("/within/0/told/value").asDouble())
        .as("as many as ended, 1 - exp(-7 / 40)")
        .isBetween(0.05, 0.35);
    assertThat(all.at("/within/2/told").isNull()).as("nothing is known of 30 days").isTrue();
  }

  @Test
  void itIsAnsweredByTheRunningCentreToo() throws Exception {
    observe(0, SENT, true, false, 0, 0);
    String id = tell();
    observe(SENT, SENT + 25, true, false, 0, 0);
    JsonNode alone = measured("--notice", id);
    Path log = folder.resolve("run.log");
    Files.writeString(
        config,
        Files.readString(config)
            + "ingest: {listen: '127.0.0.1:0'}\nhttp: {listen: '127.0.0.1:0'}\n");
    Process centre = Run.process(log, "run", "--config", config);
    try {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> Files.exists(folder.resolve("data/control.json")) || !centre.isAlive());
      assertThat(measured("--notice", id)).isEqualTo(alone);
    } finally {
      centre.destroy();
      centre.waitFor();
    }
  }

  @Test
  void saysWhatIsWrongWithAQuestion() throws IOException {
    observe(0, 1, true, false, 0, 0);
    assertThat(effect().err()).contains("say which notices are meant");
    assertThat(effect("--notice", "n1").err()).contains("no notice that went out is called 'n1'");
    assertThat(effect("--from", "2026-07-31", "--to", "2026-07-01").err()).contains("ends on");
    assertThat(effect("--from", "yesterday", "--to", "2026-07-01").err())
        .contains("'yesterday' is not a date");
  }
}
