// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  @TempDir private Path folder;

  @Test
  void replacesAFileThatOnlyItsOwnerReadsAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("key.pem");
    PrivateFile.write(file, new byte[] {1, 2});
    PrivateFile.write(file, new byte[] {3});

    assertThat(Files.readAllBytes(file)).containsExactly(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keepsTheOldContentWhereTheNewOneCannotBeWritten() throws IOException {
    Path file = Files.createDirectories(folder.resolve("taken.pem")).resolve("inside");
    PrivateFile.write(file, new byte[] {1});

    assertThatThrownBy(() -> PrivateFile.write(file.getParent(), new byte[] {2}))
        .isInstanceOf(IOException.class);
    assertThat(Files.readAllBytes(file)).containsExactly(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file.getParent());
    }
  }

  @Test
  void givesWhatRootWritesToTheFoldersOwner() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
    UserPrincipal nobody =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(folder, nobody);

    PrivateFile.write(folder.resolve("key.pem"), new byte[] {1});

    assertThat(Files.getOwner(folder.resolve("key.pem"))).isEqualTo(nobody);
  }
}
