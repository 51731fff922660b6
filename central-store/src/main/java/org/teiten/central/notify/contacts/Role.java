// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

/** What an organisation is to the sources that it is told about. */
public enum Role {
  /** Runs the network, or administers the addresses. */
  OPERATOR,
  /** Stands for a country, and is told about what nobody else there is told about. */
  NATIONAL
}
