// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A change that the writer makes in a transaction of its own.
 *
 * @param <T> what it gives
 */
@FunctionalInterface
interface StoreChange<T> {
  /**
   * Makes the change, or throws a {@link Refusal} or {@link IllegalArgumentException} before it
   * changes anything.
   */
  T apply(Connection connection) throws SQLException, IOException, Refusal;
}
