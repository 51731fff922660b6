// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

/**
 * Whether a sender still may what it asked for. The writer's thread, which makes every change of
 * the registry, asks again at the moment that the request takes effect.
 */
@FunctionalInterface
interface Standing {
  /** Of what the operator of this host does. */
  Standing UNQUESTIONED = () -> {};

  /**
   * Returns if it may.
   *
   * @throws Refusal with 403 if it may not
   */
  void require() throws Refusal;
}
