// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

/** Where a batch's epoch comes from, which decides what a repeated old sequence means. */
public enum EpochKind {
  /** Random, made with a live sensor's spool. */
  LIVE("live"),
  /** A hash of captures and the options that change the result. */
  CAPTURE("capture"),
  /** A hash of model, seed and version; what it holds was never observed. */
  SIMULATION("simulation");

  private final String label;

  EpochKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** Whether the same epoch and sequence always hold the same content. */
  public boolean isHashOfInputs() {
    return this != LIVE;
  }
}
