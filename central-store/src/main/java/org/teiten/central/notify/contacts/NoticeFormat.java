// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

/** What is attached to a notice. */
public enum NoticeFormat {
  /** The 32 columns of Shadowserver's {@code event4_honeypot_darknet}. */
  SHADOWSERVER("event4_honeypot_darknet.csv", "text/csv"),
  /** IntelMQ's events, one JSON object a line. */
  INTELMQ("intelmq.jsonl", "application/x-ndjson"),
  /** XARF 4 reports, a JSON array. */
  XARF("xarf.json", "application/json");

  private final String file;
  private final String mediaType;

  NoticeFormat(String file, String mediaType) {
    this.file = file;
    this.mediaType = mediaType;
  }

  /** The end of the file's name. */
  public String file() {
    return file;
  }

  /** Its media type. */
  public String mediaType() {
    return mediaType;
  }
}
