// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes out with a notice, as it is now.
 *
 * @param mail To, Subject and text
 * @param attachments text by name
 */
public record NoticeFiles(String mail, Map<String, String> attachments) {
  /**
   * Reads them; whoever has the desk goes on.
   *
   * @param folder of notices
   * @param id of one that the journal knows
   */
  public static NoticeFiles read(Path folder, String id) throws IOException {
    NoticeFolder own = new NoticeFolder(folder.resolve(id));
    Map<String, String> attachments = new TreeMap<>();
    for (Path file : own.attachments()) {
      attachments.put(file.getFileName().toString(), Files.readString(file));
    }
    return new NoticeFiles(Files.readString(own.path().resolve(NoticeFolder.MAIL)), attachments);
  }
}
