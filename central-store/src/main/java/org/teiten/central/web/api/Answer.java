// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.teiten.central.web.ControlEndpoint;

/** A good answer. */
final class Answer {
  static final String JSON = "application/json";
  static final Answer EMPTY = new Answer(null, new byte[0]);

  private final String mediaType;
  private final byte[] body;

  /**
   * Made of bytes.
   *
   * @param mediaType null if there is no body
   */
  Answer(String mediaType, byte[] body) {
    this.mediaType = mediaType;
    this.body = body;
  }

  static Answer of(Object value) throws JsonProcessingException {
    return new Answer(JSON, ControlEndpoint.JSON.writeValueAsBytes(value));
  }

  /** What it is, null if there is no body. */
  String mediaType() {
    return mediaType;
  }

  byte[] body() {
    return body;
  }
}
