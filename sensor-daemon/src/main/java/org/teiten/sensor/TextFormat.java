// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

/** For people, or for programs. */
enum TextFormat {
  TEXT,
  JSON
}
