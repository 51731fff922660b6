// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.CentralConfigs;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.ingest.CentreUnderTest;

/** Reports of half a year of nine sensors. */
class ReportTest {
  private static final List<Path> FONTS =
      List.of(Path.of("/usr/share/fonts"), Path.of("/usr/local/share/fonts"));

  @TempDir private static Path data;
  private static CentreUnderTest centre;
  private static ReportContents internal;
  private static ReportContents published;

  @TempDir private Path out;

  @BeforeAll
  static void observes() throws Exception {
    centre =
        new CentreUnderTest(
            data, new OriginDatabases(CentralConfigs.shipped().origin().databases()));
    ReportUnderTest.fill(centre);
    internal = ReportUnderTest.contents(centre, Edition.INTERNAL);
    published = ReportUnderTest.contents(centre, Edition.PUBLIC);
  }

  @AfterAll
  static void stops() {
    centre.close();
  }

  private static ReportDocument document(ReportContents contents, Language language) {
    Words words = new Words(language);
    return new ReportDocument(contents, new Drafts(contents, words).all(), words);
  }

  private static void needsFonts() {
    try {
      ReportFonts.find(FONTS);
    } catch (IOException e) {
      Assumptions.abort(e.getMessage());
    }
  }

  @Test
  void itsTablesAreThoseOfTheRanking() throws Exception {
    RankAnswer ranked;
    try (Connection connection = centre.store.connect()) {
      ranked =
          ReportUnderTest.assembly((c, p) -> ReportUnderTest.NOTHING)
              .rankings()
              .answer(
                  connection,
                  new RankQuestion(
                      RankSubject.PORTS,
                      "2017-04-01",
                      "2017-06-30",
                      "UTC",
                      10,
                      RankBy.RATE,
                      null,
                      null,
                      null,
                      "scan"));
    }
    assertThat(internal.ports()).hasSameSizeAs(ranked.rows());
    for (int i = 0; i < ranked.rows().size(); i++) {
      ReportContents.Row row = internal.ports().get(i);
      assertThat(row.rate()).isEqualTo(ranked.rows().get(i).rate());
      assertThat(row.packets()).isEqualTo(ranked.rows().get(i).packets());
      assertThat(row.sources()).isEqualTo(ranked.rows().get(i).sources());
      assertThat(row.previousRank()).isEqualTo(ranked.rows().get(i).previousRank());
    }
    assertThat(internal.ports()).extracting(ReportContents.Row::key).startsWith("23/tcp");
  }

  @Test
  void aQuarterBeforeTheFirstSensorGivesNoRanksAndSaysSo() throws Exception {
    ReportContents first =
        ReportUnderTest.contents(
            centre, "2017Q1", Edition.INTERNAL, (connection, period) -> ReportUnderTest.NOTHING);
    assertThat(ReportPage.html(document(first, Language.JA)))
        .contains("前期観測なし")
        .doesNotContain("10位圏外");
    assertThat(ReportPage.html(document(internal, Language.JA))).doesNotContain("前期観測なし");
  }

  @Test
  void daysThatASensorDidNotObserveAreMissingCoverageAndNoFall() {
    assertThat(internal.observation().gaps())
        .contains(
            new ReportContents.Gap("sensor-03", "2017-04-01", "2017-04-07", false),
            new ReportContents.Gap("sensor-05", "2017-06-02", "2017-06-03", true));
    assertThat(internal.observation().least()).isEqualTo(ReportUnderTest.SENSORS - 1);
    List<Double> telnet = internal.figures().get(0).lines().get(0).values();
    double during = telnet.subList(0, 7).stream().mapToDouble(d -> d).average().orElseThrow();
    double after = telnet.subList(7, 14).stream().mapToDouble(d -> d).average().orElseThrow();
    assertThat(during / after).isBetween(0.9, 1.1);
  }

  @Test
  void aPhenomenonHasFigureEvidenceKnowledgeAndTextInBothLanguages() {
    ReportContents.Section section = internal.phenomena().get(0);
    assertThat(section.evidence().networks().get(0).key()).isEqualTo("AS2519");
    assertThat(section.evidence().marks().get(0).key()).isEqualTo("none");
    assertThat(section.evidence().topSources())
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.share()).isBetween(0.001, 0.02));
    assertThat(section.hints().get(0).id()).isEqualTo("wannacry");
    assertThat(section.hints()).allMatch(hint -> hint.knownThen());
    String ja =
        new Drafts(internal, new Words(Language.JA))
            .all()
            .get("phenomenon." + section.claim().id());
    assertThat(ja)
        .contains("日本を送信元とする445/TCP（microsoft-ds）宛てのパケットが、2017年5月23日頃から増加した。")
        .contains("AS2519（ARTERIA Networks Corporation）")
        .contains("同ポートの順位は3位ではなく6位")
        .contains("Miraiの特徴を持つパケットはほとんど見られなかった。")
        .contains("観測点群別に見ると、判定できるすべての群（「domestic」、「overseas」）で見られる。")
        .contains("WannaCry")
        .contains("原因であることを示すものではない");
    String en =
        new Drafts(internal, new Words(Language.EN))
            .all()
            .get("phenomenon." + section.claim().id());
    assertThat(en)
        .contains(
            "Packets from sources in Japan to 445/TCP (microsoft-ds) rose from about 23 May 2017.")
        .contains("it begins 11 days after WannaCry")
        .contains("not that one caused the other");
  }

  @Test
  void aSectionTellsWhatEachGroupOfSensorsSaw() {
    assertThat(ReportPage.html(document(internal, Language.EN)))
        .contains("445/TCP (microsoft-ds) from Japan — by group of sensors")
        .contains("<td>overseas</td><td>seen</td><td class=\"number\">2.00</td>")
        .contains("<td class=\"number\">2 of 2</td>");
  }

  @Test
  void thePublicEditionTellsAGroupsLevelsOnlyWhereThreeSensorsAreLeft() {
    Claims.Claim claim = published.phenomena().get(0).claim();
    assertThat(claim.spread()).isEqualTo("unclear");
    Claims.View domestic = claim.seenBy().get(0);
    assertThat(domestic.group()).isEqualTo("domestic");
    assertThat(domestic.factor()).isBetween(12.0, 22.0);
    assertThat(domestic.sees()).isTrue();
    assertThat(domestic.sources()).isNull();
    assertThat(claim.seenBy().get(1))
        .isEqualTo(new Claims.View("overseas", null, null, null, null, null, null, null));
    assertThat(ReportPage.html(document(published, Language.EN)))
        .contains("<td>overseas</td><td>cannot tell</td>")
        .doesNotContain("of 7</td>");
  }

  @Test
  void tellsMiraiSurveysHomeAndGroups() {
    assertThat(internal.mirai().share()).isBetween(0.3, 0.6);
    assertThat(internal.mirai().ports()).extracting(ReportContents.Share::key).contains("23/tcp");
    assertThat(internal.surveys().rateWithout()).isLessThan(internal.surveys().rate());
    assertThat(internal.surveys().scanners())
        .extracting(ReportContents.Share::key)
        .contains("shodan");
    assertThat(internal.home().share()).isPositive();
    assertThat(internal.groups())
        .extracting(ReportContents.Group::name)
        .containsExactly("domestic", "overseas");
    assertThat(internal.sensors()).hasSize(ReportUnderTest.SENSORS);
  }

  @Test
  void theSameInputsGiveTheSameBytes() throws Exception {
    needsFonts();
    new ReportFiles(out.resolve("a"), FONTS).write(internal, List.of(Language.JA, Language.EN));
    new ReportFiles(out.resolve("b"), FONTS)
        .write(
            ReportUnderTest.contents(centre, Edition.INTERNAL), List.of(Language.JA, Language.EN));
    try (var files = Files.list(out.resolve("a"))) {
      assertThat(files.toList())
          .hasSize(8)
          .allSatisfy(
              file ->
                  assertThat(file)
                      .hasSameBinaryContentAs(out.resolve("b").resolve(file.getFileName())));
    }
  }

  @Test
  void noLetterOfThePdfIsLostToALigature() throws Exception {
    needsFonts();
    String letters = "The first five offices afflicted by floods of traffic: fi fl ff ffi ffl.";
    Files.createDirectories(out);
    Files.writeString(
        out.resolve("teiten-2017Q2.en.texts.yaml"), "texts:\n  overview: \"" + letters + "\"\n");
    new ReportFiles(out, FONTS).write(internal, List.of(Language.EN));
    try (PDDocument pdf = Loader.loadPDF(Files.readAllBytes(out.resolve("teiten-2017Q2.en.pdf")))) {
      assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
          .contains(letters)
          .contains("Figure 1: The top five destination ports");
    }
  }

  @Test
  void theTextOfThePdfIsTheTextThatWasWritten() throws Exception {
    needsFonts();
    String hostile = "月水一二土日 髙﨑 <b>&amp;</b> =1+1 @x";
    new ReportFiles(out, FONTS).write(internal, List.of(Language.JA));
    Path own = out.resolve("teiten-2017Q2.ja.texts.yaml");
    assertThat(Files.readString(own)).contains("#   overview: |");
    Files.writeString(own, "texts:\n  overview: \"" + hostile + "\"\n  gone: x\n");
    ReportFiles.Written written = new ReportFiles(out, FONTS).write(internal, List.of(Language.JA));

    assertThat(written.notes()).singleElement().asString().contains("\"gone\" is no text");
    assertThat(Files.readString(own)).contains(hostile);
    byte[] pdf = Files.readAllBytes(out.resolve("teiten-2017Q2.ja.pdf"));
    try (PDDocument document = Loader.loadPDF(pdf)) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text).contains(hostile).contains("2017年4月〜6月").contains("シミュレーション");
      assertThat(text).doesNotContain("⽉", "⽔", "#");
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("ja");
      assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      document
          .getPages()
          .forEach(
              page ->
                  page.getResources()
                      .getFontNames()
                      .forEach(
                          name -> {
                            try {
                              assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                            } catch (IOException e) {
                              throw new java.io.UncheckedIOException(e);
                            }
                          }));
    }
    String html = Files.readString(out.resolve("teiten-2017Q2.ja.html"));
    assertThat(html).contains("&lt;b&gt;&amp;amp;&lt;/b&gt; =1+1").doesNotContain("<b>");
  }

  @Test
  void aHostileNameOfANetworkStaysTextInEveryFileAndSpoilsNoLaterReport() throws Exception {
    needsFonts();
    Path names =
        Files.writeString(
            out.resolve("as.csv"), "2519,=1+1 <script>x</script> ]]> \u001b[31m\u202e &amp;\n");
    ReportContents contents;
    try (Connection connection = centre.store.connect()) {
      contents =
          ReportUnderTest.assembly((c, p) -> ReportUnderTest.worm(), names)
              .assemble(
                  connection,
                  new ReportQuestion("2017Q2", "UTC", Edition.INTERNAL, ReportUnderTest.GENERATED));
    }
    ReportFiles files = new ReportFiles(out, FONTS);
    files.write(contents, List.of(Language.EN));
    files.write(contents, List.of(Language.EN));

    String shown = "=1+1 <script>x</script> ]]> \ufffd[31m\ufffd &amp;";
    assertThat(Files.readString(out.resolve("teiten-2017Q2.en.html")))
        .contains("AS2519 (" + Markup.escaped(shown) + ")")
        .doesNotContain("<script", "\u001b", "\u202e");
    assertThat(
            ReportJson.read(Files.readAllBytes(out.resolve("teiten-2017Q2.en.json")))
                .phenomena()
                .get(0)
                .networks()
                .get(0)
                .name())
        .isEqualTo(shown);
    try (PDDocument pdf = Loader.loadPDF(Files.readAllBytes(out.resolve("teiten-2017Q2.en.pdf")))) {
      assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
          .contains("AS2519 (=1+1 <script>x</script> ]]>");
    }
  }

  @Test
  void theLastColumnOfTheWidestTableIsNotCutOff() throws Exception {
    needsFonts();
    for (Language language : Language.values()) {
      byte[] pdf =
          ReportPdf.of(
              ReportPage.paper(document(internal, language)),
              ReportFonts.find(FONTS),
              "test",
              Instant.ofEpochSecond(ReportUnderTest.GENERATED));
      try (PDDocument read = Loader.loadPDF(pdf)) {
        assertThat(new PDFTextStripper().getText(read)).contains("AS28186", "12,345", "98.7 %");
      }
    }
  }

  @Test
  void theHtmlNeedsNothingElse() {
    for (Language language : Language.values()) {
      String html = ReportPage.html(document(internal, language));
      assertThat(html).doesNotContain("src=", "href=", "url(", "@import", "<script", "NaN", "null");
      assertThat(html).contains("role=\"img\"").contains("<title id=\"figure-ports-alt\">");
      assertThat(html).contains(language == Language.JA ? "シミュレーション" : "SIMULATED");
    }
  }

  @Test
  void theJsonHoldsTheContentsAndTheTexts() throws Exception {
    String json = ReportJson.of(document(internal, Language.EN));
    ReportContents again = ReportJson.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(again).isEqualTo(internal);
    assertThat(json).contains("\"overview\" : \"From 1 April 2017");
  }

  @Test
  void thePublicEditionNamesNoSensorAndTellsWhatMostSensorsSaw() throws Exception {
    String json = ReportJson.of(document(published, Language.EN));
    String html = ReportPage.html(document(published, Language.JA));
    assertThat(json + html).doesNotContain("sensor-0");
    assertThat(published.sensors()).isEmpty();
    assertThat(published.singleSources()).isEmpty();
    assertThat(published.observation().gaps()).isEmpty();
    assertThat(published.ports())
        .extracting(ReportContents.Row::key)
        .containsExactlyElementsOf(internal.ports().stream().map(ReportContents.Row::key).toList());
    assertThat(published.ports()).allMatch(row -> row.packets() == null && row.sources() == null);
    assertThat(published.phenomena()).hasSize(1);
    Claims.Claim claim = published.phenomena().get(0).claim();
    assertThat(claim.start()).isEqualTo("2017-05-23");
    assertThat(claim.explainedBy()).noneMatch(one -> one.kind().equals("sensor"));
  }

  @Test
  void saysThatNothingWasObserved() throws Exception {
    for (String quarter : List.of("2016Q1", "2025Q1")) {
      try (Connection connection = centre.store.connect()) {
        assertThatThrownBy(
                () ->
                    ReportUnderTest.assembly((c, p) -> ReportUnderTest.NOTHING)
                        .assemble(
                            connection,
                            new ReportQuestion(quarter, "Asia/Tokyo", Edition.INTERNAL, 0)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("nothing was observed in " + quarter);
      }
    }
  }

  @Test
  void saysWhichFontToInstall() {
    assertThatThrownBy(
            () ->
                new ReportFiles(out.resolve("none"), List.of(data))
                    .write(internal, List.of(Language.JA)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("apt-get install fonts-morisawa-bizud-gothic");
    assertThat(out.resolve("none")).doesNotExist();
  }

  @Test
  void aFullDiskLeavesTheFormerReport() throws Exception {
    needsFonts();
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", out.toString()) == 0,
        "needs the right to mount a small file system");
    try {
      new ReportFiles(out, FONTS).write(internal, List.of(Language.JA));
      byte[] before = Files.readAllBytes(out.resolve("teiten-2017Q2.ja.html"));
      Path own = out.resolve("teiten-2017Q2.ja.texts.yaml");
      Files.writeString(own, "texts: {overview: Another}\n");
      Files.write(out.resolve("ballast"), new byte[200 << 10]);

      assertThatThrownBy(() -> new ReportFiles(out, FONTS).write(internal, List.of(Language.JA)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write");
      assertThat(Files.readAllBytes(out.resolve("teiten-2017Q2.ja.html"))).isEqualTo(before);
      try (var files = Files.list(out)) {
        assertThat(files.map(Path::toString).toList()).noneMatch(name -> name.endsWith(".part"));
      }
    } finally {
      run("umount", "--lazy", out.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
