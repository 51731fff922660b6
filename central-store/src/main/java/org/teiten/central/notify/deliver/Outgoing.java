// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.teiten.central.notify.contacts.MailAddress;
import org.teiten.central.notify.contacts.Webhook;

/**
 * A notice on its way out.
 *
 * @param id of the notice; the same in each try, so that a server can know it again
 * @param certificate of the recipient, X.509 in PEM or an OpenPGP key, to encrypt to
 * @param webhook of the recipient, if it takes notices so and not by mail
 * @param approval number of its approval in the journal
 * @param hash of that approval
 */
public record Outgoing(
    String id,
    List<MailAddress> to,
    String subject,
    String body,
    List<Path> attachments,
    Optional<Path> certificate,
    Optional<Webhook> webhook,
    long approval,
    String hash) {
  /** Where it goes, a word each: mail addresses, or the webhook. */
  public List<String> places() {
    return webhook.isPresent()
        ? List.of(webhook.get().place())
        : to.stream().map(MailAddress::text).toList();
  }
}
