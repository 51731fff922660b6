// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.teiten.central.report.ReportContents.Figure;

/** Writes figures, numbered as they come: as SVG for a browser, as drawings for paper. */
final class ReportFigures {
  private final ReportDocument document;
  private final Markup page;
  private final boolean paper;
  private final Map<String, Drawing> drawings = new LinkedHashMap<>();
  private int number;

  ReportFigures(ReportDocument document, Markup page, boolean paper) {
    this.document = document;
    this.page = page;
    this.paper = paper;
  }

  /** What the page for paper names. */
  Map<String, Drawing> drawings() {
    return drawings;
  }

  /**
   * Writes a figure if the report has it.
   *
   * @param values of its caption, after its number
   */
  void write(String id, String... values) {
    Figure figure =
        document.contents().figures().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElse(null);
    if (figure == null) {
      return;
    }
    Object[] all = new Object[values.length + 1];
    all[0] = ++number;
    System.arraycopy(values, 0, all, 1, values.length);
    String caption = document.words().say("figure." + figure.kind(), all);
    String alternative = document.alternative(figure, caption);
    Drawing drawing = LineChart.draw(figure, document.lineNames(figure));
    drawings.put(id, drawing);
    page.open("figure", "id", "figure-" + id);
    if (paper) {
      onPaper(drawing, id, alternative);
    } else {
      page.raw(SvgFigure.of(drawing, "figure-" + id, alternative));
    }
    page.line()
        .with("figcaption", caption + document.words().say("figure.unit", document.unit(figure)))
        .close()
        .line();
  }

  // Lines are drawn, labels are text of the page: they stay text in the PDF.
  private void onPaper(Drawing drawing, String id, String alternative) {
    page.open(
        "div",
        "class",
        "drawing",
        "style",
        "width:" + drawing.width() + "pt;height:" + drawing.height() + "pt");
    page.with(
        "object",
        "",
        "type",
        ReportPdf.DRAWING,
        "data",
        id,
        "alt",
        alternative,
        "title",
        alternative,
        "style",
        "width:" + drawing.width() + "pt;height:" + drawing.height() + "pt");
    for (Drawing.Label label : drawing.labels()) {
      String place =
          label.atEnd()
              ? "left:0;text-align:right;width:" + points(label.x()) + "pt"
              : "left:" + points(label.x()) + "pt";
      page.with(
          "div",
          label.text(),
          "class",
          "label",
          "style",
          place + ";top:" + points(label.y() - LineChart.TEXT) + "pt");
    }
    page.close();
  }

  private static String points(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
