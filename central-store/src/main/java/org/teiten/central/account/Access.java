// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

/**
 * The rule: who may see what (issue 7). An administrator sees and does all; an analyst all but
 * accounts and the audit; a partner its sensors in full, the whole in aggregate, the sources of its
 * constituency and the notices to it; a reader the whole in aggregate.
 *
 * @param role of who asks
 * @param scope what is its own
 */
public record Access(Role role, Scope scope) {
  /** How far a right reaches. */
  public enum Reach {
    /** Everything. */
    ALL,
    /** What is its own. */
    OWN,
    /** What is its own in full, the whole in aggregate. */
    OWN_AND_AGGREGATE,
    /** The whole in aggregate. */
    AGGREGATE,
    /** Nothing. */
    NONE
  }

  /** How an answer on observations is given. */
  public enum View {
    /** As it is. */
    FULL,
    /** Without what few sources or few sensors of others carry, rounded. */
    AGGREGATE,
    /** Not at all. */
    NONE
  }

  /** How far a right reaches. */
  public Reach reach(Right right) {
    return switch (role) {
      case ADMINISTRATOR -> Reach.ALL;
      case ANALYST ->
          switch (right) {
            case AUDIT, ACCOUNTS -> Reach.NONE;
            default -> Reach.ALL;
          };
      case PARTNER ->
          switch (right) {
            case SELF -> Reach.ALL;
            case OBSERVATIONS -> Reach.OWN_AND_AGGREGATE;
            case SENSORS, SOURCES, NOTICES, REPLIES, CONTACTS -> Reach.OWN;
            case REPORT -> Reach.AGGREGATE;
            case VERDICTS, DECISIONS, EFFECT, CONTACT_CHANGES, AUDIT, ACCOUNTS -> Reach.NONE;
          };
      case READER ->
          switch (right) {
            case SELF -> Reach.ALL;
            case OBSERVATIONS, REPORT -> Reach.AGGREGATE;
            default -> Reach.NONE;
          };
    };
  }

  /** Whether it sees all sensors, sources and notices. */
  public boolean seesAll() {
    return reach(Right.SOURCES) == Reach.ALL;
  }

  /** Whether a group of sensors is its own, or all are. */
  public boolean ownsGroup(String group) {
    return reach(Right.SENSORS) == Reach.ALL
        || (reach(Right.SENSORS) == Reach.OWN && scope.groups().contains(group));
  }

  /**
   * Whether an organisation's constituency is its own, or all are.
   *
   * @param id null for sources that no organisation is told about
   */
  public boolean ownsOrganisation(String id) {
    return reach(Right.SOURCES) == Reach.ALL
        || (reach(Right.SOURCES) == Reach.OWN && id != null && scope.organisations().contains(id));
  }

  /**
   * How a question on observations is answered.
   *
   * @param group that is asked about, or that the sensor asked about is of; null for the whole
   */
  public View view(String group) {
    return switch (reach(Right.OBSERVATIONS)) {
      case ALL -> View.FULL;
      case OWN_AND_AGGREGATE ->
          group == null ? View.AGGREGATE : ownsGroup(group) ? View.FULL : View.NONE;
      case AGGREGATE -> group == null ? View.AGGREGATE : View.NONE;
      case OWN, NONE -> View.NONE;
    };
  }
}
