// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

/** How the report is printed. */
enum ReadFormat {
  TABLE,
  JSON,
  CSV
}
