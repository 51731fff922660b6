// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.checks.ChildProcess.Outcome;

/** What is in the packages, judged by Debian's and systemd's own tools. */
class PackageIT {
  private static final double MOST_EXPOSED = 2.0;

  @TempDir static Path folder;
  private static UnpackedDeb sensor;
  private static UnpackedDeb central;

  @BeforeAll
  static void unpack() throws IOException {
    Checkout.requireTools("dpkg-deb", "lintian", "systemd-analyze", "man");
    sensor = UnpackedDeb.of("sensor-daemon", folder.resolve("sensor"));
    central = UnpackedDeb.of("central-store", folder.resolve("central"));
  }

  private static UnpackedDeb of(String name) {
    return name.equals("teiten-sensor") ? sensor : central;
  }

  @ParameterizedTest
  @ValueSource(strings = {"teiten-sensor", "teiten-central"})
  void everythingBelongsToRootAndNothingIsWritableForOthers(String name) {
    assertThat(of(name).listing())
        .isNotEmpty()
        .allMatch(line -> line.contains(" root/root "))
        .allMatch(line -> line.charAt(0) == 'l' || (line.charAt(8) == '-' && line.charAt(5) == '-'))
        .anyMatch(
            line -> line.endsWith(" ./usr/bin/" + name + " -> ../lib/" + name + "/bin/" + name))
        .noneMatch(line -> line.contains(".jsa"));
  }

  @Test
  void settingsAreConffilesAndDataIsNot() throws IOException {
    assertThat(sensor.control().resolve("conffiles")).hasContent("/etc/teiten/sensor.yaml");
    assertThat(Files.readAllLines(central.control().resolve("conffiles")))
        .contains("/etc/teiten/central-store.yaml", "/etc/teiten/knowledge/malware.yaml")
        .allMatch(file -> file.startsWith("/etc/teiten/"));
    assertThat(central.path("/usr/share/teiten-central/origin/country-ipv4.csv.gz"))
        .isRegularFile();
    assertThat(Files.readAllLines(central.path("/etc/teiten/central-store.yaml")))
        .filteredOn(line -> !line.strip().startsWith("#") && line.contains("file:"))
        .allMatch(line -> line.contains("file: /usr/share/teiten-central/origin/"));
  }

  @Test
  void theSensorBringsItsJavaAndTheCentreUsesDebians() {
    assertThat(sensor.path("/usr/lib/teiten-sensor/runtime/bin/java")).isExecutable();
    assertThat(sensor.field("Depends")).contains("libpcap0.8").doesNotContain("jre");
    assertThat(central.field("Depends")).contains("default-jre-headless");
    assertThat(central.path("/usr/lib/teiten-central/runtime")).doesNotExist();
  }

  /** Looking for one that is listed and not there, Java loads every provider on the class path. */
  @Test
  void theSensorsJavaListsNoProviderThatItHasNot() throws IOException {
    Path settings = sensor.path("/usr/lib/teiten-sensor/runtime/conf/security/java.security");
    assertThat(Files.readAllLines(settings))
        .filteredOn(line -> line.startsWith("security.provider."))
        .extracting(line -> line.substring(line.indexOf('=') + 1))
        .containsExactly("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"teiten-sensor", "teiten-central"})
  void everyManualPageIsReadAndCompletionIsBash(String name) throws IOException {
    try (Stream<Path> files = Files.list(of(name).path("/usr/share/man/man1"))) {
      List<Path> pages = files.toList();
      assertThat(pages).hasSizeGreaterThan(3);
      for (Path page : pages) {
        Outcome read =
            ChildProcess.run(List.of("man", "--warnings", "-Tutf8", "-l", page.toString()));
        assertThat(read.exit()).as(read.err()).isZero();
        assertThat(read.err()).as(page.toString()).isEmpty();
        assertThat(read.out()).contains("Show this help message and exit.");
      }
    }
    Path completion = of(name).path("/usr/share/bash-completion/completions/" + name);
    assertThat(ChildProcess.run(List.of("bash", "-n", completion.toString())).exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"teiten-sensor", "teiten-central"})
  void lintianHasNothingToSayThatIsNotExplained(String name) {
    Outcome lintian =
        ChildProcess.run(
            180,
            List.of(
                "lintian",
                "--fail-on",
                "error,warning",
                "--allow-root",
                of(name).file().toString()));
    assertThat(lintian.out() + lintian.err()).isEmpty();
    assertThat(lintian.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"teiten-sensor.service", "teiten-sensor.path", "teiten-central.service"})
  void systemdUnderstandsEveryLineOfTheUnit(String unit) {
    UnpackedDeb deb = of(unit.replaceAll("\\..*", ""));
    Outcome verify =
        ChildProcess.run(
            List.of(
                "systemd-analyze",
                "verify",
                "--man=no",
                "--recursive-errors=no",
                "--root=" + deb.root(),
                "/usr/lib/systemd/system/" + unit));
    assertThat(verify.out() + verify.err()).isEmpty();
    assertThat(verify.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"teiten-sensor", "teiten-central"})
  void theUnitIsExposedNoMoreThanTwo(String name) throws IOException {
    Path unit = of(name).path("/usr/lib/systemd/system/" + name + ".service");
    String report =
        ChildProcess.run(
                List.of(
                    "systemd-analyze", "security", "--offline=true", "--no-pager", unit.toString()))
            .orThrow("security")
            .out();
    Matcher level = Pattern.compile("exposure level for .*: ([0-9.]+)").matcher(report);
    assertThat(level.find()).as(report).isTrue();
    assertThat(Double.parseDouble(level.group(1))).as(report).isLessThanOrEqualTo(MOST_EXPOSED);
    assertThat(Files.readString(unit)).doesNotContain("MemoryDenyWriteExecute=yes");
  }
}
