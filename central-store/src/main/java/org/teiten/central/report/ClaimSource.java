// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.teiten.central.analyse.Period;

/** Finds what changed in a period. */
@FunctionalInterface
public interface ClaimSource {
  /** The changes that begin in a period. */
  Claims claims(Connection connection, Period period) throws SQLException, IOException;
}
