// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.teiten.central.analyse.Period;

/** Says whether the notices of a period did anything. */
@FunctionalInterface
public interface EffectSource {
  /** What the notices did that were sent in a period; empty if none was. */
  Optional<NoticeEffect> effect(Connection connection, Period period)
      throws SQLException, IOException;
}
