// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.List;
import java.util.Locale;

/** Writes a drawing as SVG that stands in an HTML page. */
final class SvgFigure {
  private SvgFigure() {}

  /**
   * The SVG element.
   *
   * @param alternative what it shows, in words
   */
  static String of(Drawing drawing, String id, String alternative) {
    Markup svg = new Markup();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + number(drawing.width()) + " " + number(drawing.height()),
        "role",
        "img",
        "aria-labelledby",
        id + "-alt",
        "class",
        "figure",
        "font-size",
        number(LineChart.TEXT));
    svg.with("title", alternative, "id", id + "-alt");
    for (Drawing.Stroke stroke : drawing.strokes()) {
      svg.empty(
          "polyline",
          "points",
          points(stroke.points()),
          "fill",
          "none",
          "stroke",
          stroke.colour(),
          "stroke-width",
          number(stroke.width()),
          "stroke-dasharray",
          stroke.dashes().isEmpty() ? null : points(stroke.dashes()),
          "stroke-linejoin",
          "round");
    }
    for (Drawing.Label label : drawing.labels()) {
      svg.with(
          "text",
          label.text(),
          "x",
          number(label.x()),
          "y",
          number(label.y()),
          "fill",
          label.colour(),
          "text-anchor",
          label.atEnd() ? "end" : null);
    }
    return svg.close().toString();
  }

  private static String points(List<Double> points) {
    StringBuilder text = new StringBuilder();
    for (double point : points) {
      text.append(text.length() == 0 ? "" : " ").append(number(point));
    }
    return text.toString();
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }
}
