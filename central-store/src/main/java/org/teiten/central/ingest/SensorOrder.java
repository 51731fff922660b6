// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

/**
 * What the operator wants of a known sensor.
 *
 * @param sensor its name
 * @param to its other name, where it is renamed; else null
 */
public record SensorOrder(Action action, String sensor, String to) {
  /** What is to be done. */
  public enum Action {
    REVOKE,
    DISABLE,
    ENABLE,
    RENAME
  }
}
