// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens a capture in a process of its own, where every libpcap is covered by an empty file. */
class MissingLibpcapTest {
  private static final List<Path> LIBRARY_FOLDERS =
      List.of(
          Path.of("/lib"),
          Path.of("/usr/lib"),
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/aarch64-linux-gnu"),
          Path.of("/usr/local/lib"));

  @TempDir Path folder;

  /** The process. */
  static final class OpenCapture {
    private OpenCapture() {}

    public static void main(String[] arguments) throws Exception {
      try (PcapFileSource source = PcapFileSource.open(Path.of(arguments[0]))) {
        System.out.print("opened " + source.linkType());
      } catch (IOException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void namesThePackageToInstall() throws Exception {
    boolean root = "root".equals(System.getProperty("user.name"));
    assertThat(root || !"true".equals(System.getenv("CI"))).as("CI runs as root").isTrue();
    assumeTrue(root, "skipped: covering libpcap needs root");
    Path empty = Files.createFile(folder.resolve("empty"));
    Path capture = Files.writeString(folder.resolve("some.pcap"), "anything");
    StringBuilder script = new StringBuilder("set -e\n");
    for (Path library : libraries()) {
      script.append("mount --bind '%s' '%s'\n".formatted(empty, library));
    }
    script.append("exec \"$@\"\n");
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", script.toString(), "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OpenCapture.class.getName(), capture.toString()));
    Path output = folder.resolve("output");
    Process process = new ProcessBuilder(command).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .doesNotContain("Exception");
    assertThat(output)
        .hasContent(
            "libpcap is not installed (neither libpcap.so.0.8 nor libpcap.so.1 can be loaded):"
                + " install the package libpcap0.8 (Debian: apt-get install libpcap0.8)");
  }

  private static List<Path> libraries() throws Exception {
    List<Path> found = new ArrayList<>();
    for (Path libraryFolder : LIBRARY_FOLDERS) {
      if (Files.isDirectory(libraryFolder)) {
        try (var files = Files.newDirectoryStream(libraryFolder, "libpcap.so*")) {
          for (Path file : files) {
            Path real = file.toRealPath();
            if (!found.contains(real)) {
              found.add(real);
            }
          }
        }
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }
}
