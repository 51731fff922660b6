// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.teiten.central.notify.contacts.MailAddress;

/**
 * A notice on its way out.
 *
 * @param id of the notice; the same in each try, so that a server can know it again
 * @param certificate of the recipient, X.509 in PEM or an OpenPGP key, to encrypt to
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
    long approval,
    String hash) {}
