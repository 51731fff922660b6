// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Lays notices into a folder, each whole or not at all, for a program of the operator's. */
public final class FolderDelivery implements Delivery {
  private final Path folder;

  /** Into that folder, which must exist. */
  public FolderDelivery(Path folder) {
    this.folder = folder;
  }

  @Override
  public String deliver(Outgoing notice, HandOver handOver) throws IOException {
    Path whole = folder.resolve(notice.id());
    if (Files.exists(whole)) {
      return "lies in " + whole + " already";
    }
    Path half = Files.createTempDirectory(folder, ".notice-");
    Files.writeString(
        half.resolve("mail.txt"),
        "To: "
            + String.join(", ", notice.to().stream().map(Object::toString).toList())
            + "\nSubject: "
            + notice.subject()
            + "\n\n"
            + notice.body());
    for (Path one : notice.attachments()) {
      Files.copy(one, half.resolve(one.getFileName()));
    }
    handOver.complete();
    Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    return "lies in " + whole;
  }
}
