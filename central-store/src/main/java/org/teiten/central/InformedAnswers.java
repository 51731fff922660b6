// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.report.ReportContents;
import org.teiten.central.report.ReportQuestion;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.support.config.InvalidConfigException;

/**
 * Answers of the running centre that need knowledge and contacts. Their files are read at each
 * question: an analyst may have written to them meanwhile.
 */
record InformedAnswers(CentralConfig config, Rankings rankings)
    implements ControlEndpoint.Informed {
  @Override
  public ReportContents report(Connection connection, ReportQuestion question)
      throws SQLException, IOException {
    try {
      return Centre.reports(config, rankings).assemble(connection, question);
    } catch (InvalidConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Selection select(Connection connection, SelectionQuestion question)
      throws SQLException, IOException {
    return select(connection, question, any -> true);
  }

  @Override
  public Selection select(Connection connection, SelectionQuestion question, Predicate<String> mine)
      throws SQLException, IOException {
    try {
      return Centre.selector(config, rankings).select(connection, question, mine);
    } catch (InvalidConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public EffectAnswer effect(Connection connection, EffectQuestion question)
      throws SQLException, IOException {
    try {
      return Centre.effects(config).measure(connection, question);
    } catch (InvalidConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Knowledge knowledge() throws IOException {
    try {
      return Centre.knowledge(config);
    } catch (InvalidConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public ContactBook contacts() throws IOException {
    try {
      return Centre.contacts(config);
    } catch (InvalidConfigException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
