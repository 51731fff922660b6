// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A capture cannot be read, or not to its end. The message says what, where and what to do. */
public final class CaptureFileException extends IOException {
  private static final long serialVersionUID = 1;

  /** What kind of fault. */
  public enum Kind {
    /** No file, no permission, or no capture. */
    NO_CAPTURE,
    /** A capture, but of a link layer that is not read. */
    UNSUPPORTED_LINK_TYPE,
    /** Ends within a frame, or contradicts itself; what stood before was handed over. */
    DAMAGED
  }

  private final Kind kind;

  private CaptureFileException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static CaptureFileException noCapture(String name, String why) {
    return new CaptureFileException(Kind.NO_CAPTURE, name + " " + why);
  }

  static CaptureFileException unsupported(String name, int linkType) {
    return new CaptureFileException(
        Kind.UNSUPPORTED_LINK_TYPE,
        name
            + " has link type "
            + linkType
            + ", which is not supported; supported are "
            + Arrays.stream(LinkType.values())
                .filter(type -> type != LinkType.UNREADABLE)
                .map(LinkType::label)
                .collect(Collectors.joining(", ")));
  }

  static CaptureFileException cutOff(String name, long frames, long position) {
    return damaged(name, frames, position, "it ends within a frame or block");
  }

  static CaptureFileException damaged(String name, long frames, long position, String what) {
    return new CaptureFileException(
        Kind.DAMAGED,
        "%s cannot be read further after %d packets, at byte %d: %s"
            .formatted(name, frames, position, what));
  }
}
