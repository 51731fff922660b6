// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.teiten.central.notify.contacts.MailAddress;
import org.teiten.central.notify.deliver.SmtpConfig;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * How others are told.
 *
 * @param contacts folder of organisations; without it nobody is told
 * @param sender who tells; without it nothing can be drafted
 * @param templates folder of mail texts, over the shipped ones
 * @param smtp the mail server that takes notices
 * @param folder where notices are laid instead, for a program of the operator's
 * @param bounces folder into which a mail server lays what comes back: a Maildir, or files {@code
 *     *.eml}; it is not read unless named
 * @param send whether the running centre sends what is approved and reads bounces by itself
 * @param sendEvery how often it looks
 * @param rules which notices need no human to approve them
 * @param mostAnHour notices that may go out within an hour
 * @param mostSources notices about more sources must be approved with their number; what the same
 *     person approved within a day counts
 * @param mostRecipients notices to more organisations must be approved with their number, likewise
 */
public record NoticeConfig(
    Optional<Path> contacts,
    Optional<Sender> sender,
    Optional<Path> templates,
    Optional<SmtpConfig> smtp,
    Optional<Path> folder,
    Optional<Path> bounces,
    @Default("false") boolean send,
    @Default("1m") Duration sendEvery,
    @Default("[]") List<ApprovalRule> rules,
    @Default("60") int mostAnHour,
    @Default("1000") int mostSources,
    @Default("20") int mostRecipients) {
  /** Checks the bounds. */
  public NoticeConfig {
    new SettingChecks()
        .require(mostAnHour >= 1, "most_an_hour", "must be 1 or more")
        .require(
            smtp.isEmpty() || folder.isEmpty(),
            "folder",
            "stands beside smtp; write one of them, for a notice goes out once")
        .require(
            bounces.isEmpty() || smtp.isPresent(),
            "bounces",
            "needs smtp, whose bounces say to which address mail comes back")
        .require(
            !send
                || (smtp.isPresent() && sender.isPresent())
                || folder.isPresent()
                || contacts.isPresent(),
            "send",
            "needs a way out; set smtp and sender, or folder, or contacts with a webhook")
        .require(
            sendEvery.toMillis() >= 1_000 && sendEvery.toMinutes() <= 1_440,
            "send_every",
            "must be 1s to 24h")
        .require(
            rules.stream().map(ApprovalRule::name).distinct().count() == rules.size(),
            "rules",
            "has two of the same name; the journal must say which one approved")
        .require(mostSources >= 1, "most_sources", "must be 1 or more")
        .require(mostRecipients >= 1, "most_recipients", "must be 1 or more")
        .orThrow();
  }

  /**
   * Who tells.
   *
   * @param organisation as it calls itself; XARF takes {@value #LONGEST_NAME} characters of it
   * @param contact to whom replies go
   */
  public record Sender(String organisation, MailAddress contact) {
    private static final int LONGEST_NAME = 200;

    /** Checks the name. */
    public Sender {
      new SettingChecks()
          .require(
              !organisation.isBlank()
                  && organisation.length() <= LONGEST_NAME
                  && organisation.chars().noneMatch(Character::isISOControl),
              "organisation",
              "must be a name in one line, of at most " + LONGEST_NAME + " characters")
          .orThrow();
    }
  }
}
