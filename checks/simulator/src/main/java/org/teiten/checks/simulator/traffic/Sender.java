// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import org.teiten.checks.simulator.model.Mark;
import org.teiten.flowtuple.TrafficType;

/** Who sends the packets that are being noted; reused. */
final class Sender {
  int address;
  int network;
  int country;
  int cause;
  Mark mark = Mark.NONE;
  int signature;

  void at(int address, int network, int country, int cause) {
    this.address = address;
    this.network = network;
    this.country = country;
    this.cause = cause;
  }

  /** Mark and signature with which it sends to a service. */
  void sendsAs(Mark mark, TrafficType type, long hash) {
    this.mark = type == TrafficType.TCP_SYN ? mark : Mark.NONE;
    this.signature = type == TrafficType.TCP_SYN ? StackSignature.idOf(this.mark, hash) : 0;
  }
}
