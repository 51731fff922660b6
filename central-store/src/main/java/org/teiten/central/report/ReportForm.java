// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What a report can be: each form says the same. */
public enum ReportForm {
  HTML("text/html; charset=utf-8"),
  PDF("application/pdf"),
  JSON("application/json");

  private final String mediaType;

  ReportForm(String mediaType) {
    this.mediaType = mediaType;
  }

  /** As HTTP calls it. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * A report in this form, in the drafted words: those that an analyst wrote stand beside its
   * files.
   *
   * @throws IOException if there is no font for a PDF
   */
  public byte[] of(ReportContents contents, Language language, List<Path> fontFolders)
      throws IOException {
    Words words = new Words(language);
    return of(
        new ReportDocument(contents, new Drafts(contents, words).all(), words),
        this == PDF ? ReportFonts.find(fontFolders) : null);
  }

  /**
   * A document in this form.
   *
   * @param fonts of a PDF
   */
  byte[] of(ReportDocument document, ReportFonts fonts) throws IOException {
    return switch (this) {
      case JSON -> ReportJson.of(document).getBytes(StandardCharsets.UTF_8);
      case HTML -> ReportPage.html(document).getBytes(StandardCharsets.UTF_8);
      case PDF ->
          ReportPdf.of(
              ReportPage.paper(document),
              fonts,
              document.contents().software(),
              Instant.parse(document.contents().header().generated()));
    };
  }
}
