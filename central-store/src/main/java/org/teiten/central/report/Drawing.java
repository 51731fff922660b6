// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.List;

/**
 * A figure as lines and labels, in points, y downwards: what both the SVG and the PDF are drawn
 * from.
 *
 * @param width of the whole
 * @param height of the whole
 */
record Drawing(double width, double height, List<Stroke> strokes, List<Label> labels) {
  /**
   * A line through points.
   *
   * @param points x and y in turn
   * @param colour {@code #rrggbb}
   * @param dashes lengths of dash and gap in turn, empty for a whole line
   */
  record Stroke(List<Double> points, String colour, double width, List<Double> dashes) {}

  /**
   * A text.
   *
   * @param x of its beginning, or of its end
   * @param y of its base line
   * @param atEnd whether x is that of its end
   */
  record Label(double x, double y, String text, String colour, boolean atEnd) {}
}
