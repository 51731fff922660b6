// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

/** For whom a report is. */
public enum Edition {
  /** For the analysts and the operators of the sensors. */
  INTERNAL,
  /** For everybody: it betrays no sensor. */
  PUBLIC
}
