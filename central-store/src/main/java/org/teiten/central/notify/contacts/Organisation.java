// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.teiten.central.report.Language;
import org.teiten.central.text.EntryId;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * Who is told about which sources, and how.
 *
 * @param id our word for it
 * @param name as it calls itself
 * @param role what it is to those sources
 * @param countries whose sources are its own where no network or prefix says otherwise
 * @param networks AS whose sources are its own
 * @param prefixes addresses that are its own; the longest that holds an address decides
 * @param contacts where notices go
 * @param languages of the text, in that order
 * @param formats what is attached
 * @param tlp how far it may share them
 * @param rhythm how often it wants one
 * @param certificate X.509 in PEM (S/MIME) or an OpenPGP key, to encrypt to; without it notices are
 *     not encrypted
 * @param webhook a program of its own that takes notices instead of the mail
 */
public record Organisation(
    EntryId id,
    String name,
    @Default("operator") Role role,
    @Default("[]") List<CountryCode> countries,
    @Default("[]") List<NetworkNumber> networks,
    @Default("[]") List<IpPrefix> prefixes,
    List<MailAddress> contacts,
    @Default("[en]") List<Language> languages,
    @Default("[shadowserver]") List<NoticeFormat> formats,
    @Default("amber") Tlp tlp,
    @Default("daily") Rhythm rhythm,
    Optional<Path> certificate,
    Optional<Webhook> webhook) {
  /** Checks that it can be told, and about something. */
  public Organisation {
    new SettingChecks()
        .require(!name.isBlank(), "name", "is empty; write what it calls itself")
        .require(
            name.chars().noneMatch(Character::isISOControl),
            "name",
            "has a control character; write it in one line")
        .require(!contacts.isEmpty(), "contacts", "is empty; name at least one mail address")
        .require(!languages.isEmpty(), "languages", "is empty; write [ja], [en] or [ja, en]")
        .require(
            !(countries.isEmpty() && networks.isEmpty() && prefixes.isEmpty()),
            "countries",
            "is empty, and so are networks and prefixes; say whose sources it is told about")
        .require(
            webhook.isEmpty() || formats.contains(webhook.get().format()),
            "webhook",
            "takes a form that is not among formats; add it there")
        .require(
            role != Role.NATIONAL || !countries.isEmpty(),
            "countries",
            "is empty; a national CSIRT stands for at least one")
        .orThrow();
  }
}
