// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.text;

import java.util.ArrayList;
import java.util.List;

/** Reads RFC 4180: quotes, doubled quotes, line ends within quotes, either kind of line end. */
public final class CsvRows {
  /**
   * A row.
   *
   * @param line where it begins, from 1
   */
  public record Row(int line, List<String> cells) {}

  private final String text;
  private final List<Row> rows = new ArrayList<>();
  private List<String> cells = new ArrayList<>();
  private int at;
  private int line = 1;
  private int begin = 1;

  private CsvRows(String text) {
    this.text = text;
  }

  /**
   * All rows but empty lines.
   *
   * @throws IllegalArgumentException with the line, if a quote is not closed or stands where none
   *     may
   */
  public static List<Row> of(String text) {
    CsvRows reader = new CsvRows(text);
    while (reader.at < text.length()) {
      reader.cell();
    }
    reader.endRow();
    return reader.rows;
  }

  private void cell() {
    String value = text.charAt(at) == '"' ? quoted() : plain();
    cells.add(value);
    if (at == text.length()) {
      return;
    }
    char next = text.charAt(at++);
    if (next == ',') {
      if (at == text.length() || isEnd(text.charAt(at))) {
        cells.add("");
        skipEnd();
      }
    } else {
      at--;
      skipEnd();
    }
  }

  private void skipEnd() {
    if (at < text.length()) {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      line++;
      endRow();
    }
  }

  private void endRow() {
    if (cells.size() > 1 || (cells.size() == 1 && !cells.get(0).isBlank())) {
      rows.add(new Row(begin, List.copyOf(cells)));
    }
    cells = new ArrayList<>();
    begin = line;
  }

  private String plain() {
    int from = at;
    while (at < text.length() && text.charAt(at) != ',' && !isEnd(text.charAt(at))) {
      if (text.charAt(at) == '"') {
        throw new IllegalArgumentException(
            "line " + line + ": a quote within a cell; put the cell into quotes and double it");
      }
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    int opened = line;
    at++;
    while (at < text.length()) {
      char one = text.charAt(at++);
      if (one != '"') {
        line += one == '\n' ? 1 : 0;
        value.append(one);
      } else if (at < text.length() && text.charAt(at) == '"') {
        value.append('"');
        at++;
      } else if (at == text.length() || text.charAt(at) == ',' || isEnd(text.charAt(at))) {
        return value.toString();
      } else {
        throw new IllegalArgumentException(
            "line " + line + ": text behind a closing quote; double the quote if it is meant");
      }
    }
    throw new IllegalArgumentException("line " + opened + ": a quote is opened and never closed");
  }

  private static boolean isEnd(char one) {
    return one == '\n' || one == '\r';
  }
}
