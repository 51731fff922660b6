// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

/** How a list is printed. */
public enum OutputFormat {
  TABLE,
  JSON,
  CSV
}
