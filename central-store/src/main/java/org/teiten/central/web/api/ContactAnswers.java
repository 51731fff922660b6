// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teiten.central.account.Access;
import org.teiten.central.audit.AuditJournal;
import org.teiten.central.notify.contacts.ClaimedAlreadyException;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.contacts.ContactEntry;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.deliver.SmtpDelivery;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.central.web.api.Problem.Kind;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;

/** Who is told about whose sources: all, or one's own organisations. */
final class ContactAnswers {
  private final Optional<Path> folder;
  private final ControlEndpoint.Informed informed;
  private final AuditJournal audit;

  ContactAnswers(Optional<Path> folder, ControlEndpoint.Informed informed, AuditJournal audit) {
    this.folder = folder;
    this.informed = informed;
    this.audit = audit;
  }

  private record Listed(List<Shown> contacts, List<Overlap> overlaps, String next) {}

  private record Overlap(String narrower, String prefix, String wider, String within) {}

  /** An organisation in the words of its file; of keys and webhooks only whether there are any. */
  private record Shown(
      String id,
      String name,
      String role,
      List<String> countries,
      List<String> networks,
      List<String> prefixes,
      List<String> contacts,
      List<String> languages,
      List<String> formats,
      String tlp,
      String rhythm,
      boolean certificate,
      boolean webhook) {
    static Shown of(Organisation one) {
      return new Shown(
          one.id().text(),
          one.name(),
          word(one.role()),
          texts(one.countries()),
          texts(one.networks()),
          texts(one.prefixes()),
          one.contacts().stream().map(address -> address.text()).toList(),
          one.languages().stream().map(Shown::word).toList(),
          one.formats().stream().map(Shown::word).toList(),
          word(one.tlp()),
          word(one.rhythm()),
          one.certificate().isPresent(),
          one.webhook().isPresent());
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(List<?> all) {
      return all.stream().map(Object::toString).toList();
    }
  }

  Answer list(Asked asked) throws IOException, Problem {
    Access access = asked.caller().access();
    ContactBook book = informed.contacts();
    List<Shown> own =
        book.organisations().stream()
            .filter(one -> access.ownsOrganisation(one.id().text()))
            .map(Shown::of)
            .sorted(Comparator.comparing(Shown::id))
            .toList();
    Page<Shown> page = Page.of(asked, own, Shown::id);
    List<Overlap> overlaps =
        access.seesAll()
            ? book.overlaps().stream()
                .map(
                    one ->
                        new Overlap(
                            one.narrower().text(), one.what(), one.wider().text(), one.within()))
                .toList()
            : List.of();
    return Answer.of(new Listed(page.entries(), overlaps, page.next()));
  }

  Answer one(Asked asked) throws IOException, Problem {
    return Answer.of(Shown.of(require(asked, informed.contacts())));
  }

  private static Organisation require(Asked asked, ContactBook book) throws Problem {
    String id = asked.path("organisation");
    return book.organisation(id)
        .filter(one -> asked.caller().access().ownsOrganisation(id))
        .orElseThrow(
            () -> new Problem(Kind.NOT_FOUND, "there is no such organisation among yours"));
  }

  Answer put(Asked asked) throws IOException, Problem {
    ContactEntry entry = entry(asked);
    String id = asked.path("organisation");
    requireOurs(entry, informed.contacts().organisation(id));
    ObjectNode body = asked.body(ObjectNode.class);
    try {
      ContactBook book =
          entry.put(body, certificate -> SmtpDelivery.checkCertificate(certificate, Instant.now()));
      audit.add(asked.caller().id(), "contact.put", Map.of("organisation", id));
      return Answer.of(Shown.of(require(asked, book)));
    } catch (InvalidConfigException e) {
      throw new Problem(Kind.CONTENT, words(e.problems()));
    } catch (ClaimedAlreadyException e) {
      throw new Problem(Kind.CONFLICT, words(e.problems()));
    }
  }

  private static String words(List<ConfigProblem> problems) {
    return problems.stream().map(ContactAnswers::words).collect(Collectors.joining("; "));
  }

  /** Without names of files, which are the host's. */
  private static String words(ConfigProblem problem) {
    return problem.key().replaceFirst("^organisations\\[\\d+]\\.?", "") + ": " + problem.message();
  }

  private static void requireOurs(ContactEntry entry, Optional<Organisation> known) throws Problem {
    if (known.isPresent() && !entry.exists()) {
      throw new Problem(
          Kind.CONFLICT,
          "this organisation stands in a file that people write (notices.contacts); change it there");
    }
  }

  private ContactEntry entry(Asked asked) throws Problem {
    return new ContactEntry(
        folder.orElseThrow(
            () ->
                new Problem(
                    Kind.CONFLICT, "the centre has no folder of contacts (notices.contacts)")),
        asked.path("organisation"));
  }

  Answer delete(Asked asked) throws IOException, Problem {
    Organisation known = require(asked, informed.contacts());
    ContactEntry entry = entry(asked);
    requireOurs(entry, Optional.of(known));
    audit.add(asked.caller().id(), "contact.deleted", Map.of("organisation", known.id().text()));
    entry.delete();
    return Answer.EMPTY;
  }
}
