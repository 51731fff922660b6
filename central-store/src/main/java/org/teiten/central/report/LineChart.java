// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.teiten.central.report.Drawing.Label;
import org.teiten.central.report.Drawing.Stroke;

/**
 * Lines over days. Told apart by dashes and width as well as by colour (those of Okabe and Ito,
 * which colour-blind readers can tell apart), and named at their ends.
 */
final class LineChart {
  static final double TEXT = 8;

  private record Style(String colour, double width, List<Double> dashes) {}

  private static final List<Style> STYLES =
      List.of(
          new Style("#000000", 1.5, List.of()),
          new Style("#0072b2", 1.3, List.of(6.0, 2.5)),
          new Style("#d55e00", 1.3, List.of(1.8, 1.8)),
          new Style("#007a5a", 1.3, List.of(9.0, 2.5, 1.8, 2.5)),
          new Style("#a8518a", 0.9, List.of()));
  private static final String AXIS = "#404040";
  private static final String GRID = "#d0d0d0";
  private static final double WIDTH = 482;
  private static final double HEIGHT = 190;
  private static final double LEFT = 38;
  private static final double RIGHT = 96;
  private static final double TOP = 8;
  private static final double BOTTOM = 20;
  private static final double SAMPLE = 16;
  private static final int TICKS = 4;

  private final ReportContents.Figure figure;
  private final List<Stroke> strokes = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final double top;

  private LineChart(ReportContents.Figure figure) {
    this.figure = figure;
    double highest =
        figure.lines().stream()
            .flatMap(line -> line.values().stream())
            .filter(value -> value != null)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    this.top = roundUp(highest <= 0 ? 1 : highest);
  }

  /**
   * Draws a figure.
   *
   * @param names of its lines, in their order
   */
  static Drawing draw(ReportContents.Figure figure, List<String> names) {
    LineChart chart = new LineChart(figure);
    chart.axes();
    chart.lines(names);
    return new Drawing(WIDTH, HEIGHT, List.copyOf(chart.strokes), List.copyOf(chart.labels));
  }

  private static double roundUp(double highest) {
    double step = Math.pow(10, Math.floor(Math.log10(highest / TICKS)));
    for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
      if (step * factor * TICKS >= highest) {
        return step * factor * TICKS;
      }
    }
    return step * 10 * TICKS;
  }

  private void axes() {
    for (int tick = 0; tick <= TICKS; tick++) {
      double value = top * tick / TICKS;
      double y = y(value);
      stroke(tick == 0 ? AXIS : GRID, tick == 0 ? 0.8 : 0.4, LEFT, y, WIDTH - RIGHT, y);
      labels.add(new Label(LEFT - 4, y + 2.8, number(value), AXIS, true));
    }
    if (figure.kind().equals(EffectPart.KIND)) {
      weeks();
    } else {
      dates();
    }
  }

  private void weeks() {
    for (int day = 0; day < figure.days().size(); day += 7) {
      stroke(AXIS, 0.6, x(day), y(0), x(day), y(0) + 4);
      labels.add(new Label(x(day) - 3, HEIGHT - 6, figure.days().get(day), AXIS, false));
    }
  }

  private void dates() {
    int days = figure.days().size();
    for (int day = 0; day < days; day++) {
      LocalDate date = LocalDate.parse(figure.days().get(day));
      boolean first = date.getDayOfMonth() == 1;
      if (first || date.getDayOfMonth() == 15) {
        stroke(AXIS, 0.6, x(day), y(0), x(day), y(0) + (first ? 4 : 2.5));
        labels.add(
            new Label(
                x(day) - 8,
                HEIGHT - 6,
                date.getMonthValue() + "/" + date.getDayOfMonth(),
                AXIS,
                false));
      }
    }
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
  }

  private record End(int line, double y) {}

  private void lines(List<String> names) {
    List<End> ends = new ArrayList<>();
    for (int i = figure.lines().size() - 1; i >= 0; i--) {
      Style style = STYLES.get(i % STYLES.size());
      List<Double> values = figure.lines().get(i).values();
      List<Double> points = new ArrayList<>();
      double last = 0;
      for (int day = 0; day < values.size(); day++) {
        if (values.get(day) == null) {
          flush(points, style);
          points = new ArrayList<>();
        } else {
          points.add(x(day));
          points.add(y(values.get(day)));
          last = values.get(day);
        }
      }
      flush(points, style);
      ends.add(new End(i, y(last)));
    }
    names(ends, names);
  }

  private void flush(List<Double> points, Style style) {
    if (points.size() == 2) {
      // A single day between gaps is a dot.
      points.add(points.get(0) + 0.8);
      points.add(points.get(1));
    }
    if (!points.isEmpty()) {
      strokes.add(new Stroke(List.copyOf(points), style.colour(), style.width(), style.dashes()));
    }
  }

  // At the ends of the lines, pushed apart, each with a sample of its line.
  private void names(List<End> ends, List<String> names) {
    List<End> sorted = new ArrayList<>(ends);
    sorted.sort(Comparator.comparingDouble(End::y));
    double distance = TEXT + 3;
    double[] at = new double[sorted.size()];
    double lowest = y(0) - distance * (sorted.size() - 1);
    for (int i = 0; i < at.length; i++) {
      double wanted = Math.min(sorted.get(i).y(), lowest + distance * i);
      at[i] = i == 0 ? Math.max(TOP + 3, wanted) : Math.max(at[i - 1] + distance, wanted);
    }
    for (int i = 0; i < at.length; i++) {
      int line = sorted.get(i).line();
      Style style = STYLES.get(line % STYLES.size());
      double x = WIDTH - RIGHT + 5;
      strokes.add(
          new Stroke(
              List.of(x, at[i], x + SAMPLE, at[i]), style.colour(), style.width(), style.dashes()));
      labels.add(new Label(x + SAMPLE + 4, at[i] + 2.8, names.get(line), "#000000", false));
    }
  }

  private void stroke(String colour, double width, double... points) {
    List<Double> list = new ArrayList<>();
    for (double point : points) {
      list.add(point);
    }
    strokes.add(new Stroke(list, colour, width, List.of()));
  }

  private double x(int day) {
    int last = Math.max(1, figure.days().size() - 1);
    return LEFT + (WIDTH - LEFT - RIGHT) * day / last;
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top;
  }
}
