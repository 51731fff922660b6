// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teiten.central.ingest.SensorCondition.Facts;
import org.teiten.central.ingest.SensorCondition.Word;
import org.teiten.central.ingest.SensorContacts.Contact;
import org.teiten.central.store.RegistryTable.Bar;
import org.teiten.central.store.RegistryTable.Barred;
import org.teiten.central.store.RegistryTable.Certificate;
import org.teiten.central.store.SensorActivity;
import org.teiten.flowtuple.SensorState;

class SensorConditionTest {
  private static final Instant NOW = Instant.parse("2026-07-02T12:00:00Z");
  private static final SensorState WELL =
      new SensorState(NOW.minusSeconds(30).toEpochMilli(), true, 0, 0, 0, List.of());

  private final SensorContacts contacts = new SensorContacts();
  private Optional<Barred> barred = Optional.empty();
  private Optional<Certificate> certificate = Optional.empty();
  private Optional<SensorActivity> activity = Optional.empty();
  private boolean running = true;

  private static Instant ago(String duration) {
    return NOW.minus(Duration.parse(duration));
  }

  private void says(SensorState state) {
    contacts.admitted(1, NOW.minusSeconds(30));
    contacts.stated(1, state, NOW.minusSeconds(30));
  }

  /** One that delivered its last interval two minutes ago. */
  private static SensorActivity observed(
      long lost, Instant received, Instant observed, String ntp) {
    Instant last = ago("PT2M");
    return new SensorActivity(
        last, last, "teiten 1", 0, 1_000, lost, received, observed, ntp, true);
  }

  private void assertCondition(Word word, String... sentences) {
    Contact contact = contacts.of(1);
    SensorCondition condition =
        SensorCondition.of(new Facts(barred, certificate, activity, contact, true, running), NOW);
    assertThat(condition.because()).hasSize(sentences.length);
    for (int i = 0; i < sentences.length; i++) {
      assertThat(condition.because().get(i)).contains(sentences[i]);
    }
    assertThat(condition.word()).isEqualTo(word);
  }

  @Test
  void oneThatDeliversAndSaysThatAllIsWellIsOk() {
    says(WELL);
    activity = Optional.of(observed(0, ago("PT2M"), ago("PT2M"), "synchronised"));
    assertCondition(Word.OK);
  }

  @Test
  void oneThatWasNeverHeardIsNotSilentButNeverEnrolled() {
    assertCondition(Word.NEVER, "enrol and start it");
  }

  @Test
  void oneWhoseBatchesWereImportedWasNeverHeard() {
    Instant last = ago("P100D");
    activity =
        Optional.of(new SensorActivity(last, NOW, "x", 0, 9, 0, last, last, "unknown", false));
    assertCondition(Word.NEVER, "imported");
  }

  @Test
  void quietTellsWhetherAnythingReachesItsInterface() {
    says(WELL);
    activity = Optional.of(observed(0, ago("PT2M"), ago("PT5H"), "synchronised"));
    assertCondition(
        Word.QUIET, "no packet to its addresses since 2026-07-02T07:00:00Z, though others come");
    activity = Optional.of(observed(0, null, null, "synchronised"));
    assertCondition(Word.QUIET, "no packet to its addresses ever came, nor any other");
    activity = Optional.of(observed(0, ago("PT2M"), ago("PT50M"), "synchronised"));
    assertCondition(Word.OK);
  }

  @Test
  void oneThatSeesNothingSinceItsInterfaceIsDownIsBlindAndNotQuiet() {
    says(
        new SensorState(
            NOW.minusSeconds(30).toEpochMilli(),
            false,
            0,
            0,
            0,
            List.of("interface eth0 is down")));
    activity = Optional.of(observed(0, ago("PT5H"), ago("PT5H"), "synchronised"));
    assertCondition(Word.BLIND, "it observes nothing: interface eth0 is down");
  }

  @Test
  void oneThatIsNotHeardIsSilentWhateverItSaidBefore() {
    contacts.admitted(1, ago("PT2H3M"));
    contacts.stated(1, WELL, ago("PT2H3M"));
    assertCondition(Word.SILENT, "nothing was heard of it for 2 h 3 min: it does not run or");
    running = false;
    assertCondition(Word.SILENT, "the centre does not run");
  }

  @Test
  void oneWhoseLastBatchIsForgottenWasHeardWhenItLastObserved() {
    Instant last = ago("P100D");
    activity =
        Optional.of(
            new SensorActivity(last, null, null, 0, 0, 0, last, last, "synchronised", true));
    assertCondition(Word.SILENT, "for 100 d 0 h");
  }

  @Test
  void refusedTellsWhyUntilABatchIsTaken() {
    says(WELL);
    contacts.refused(1, new Refusal(422, "impossible", "too many\u001b packets"), ago("PT1M"));
    assertCondition(Word.REFUSED, "refused at 2026-07-02T11:59:00Z: too many? packets");
    contacts.took(1);
    assertCondition(Word.OK);
    contacts.turnedAway(1, new Refusal(401, "certificate_ended", "it ended"), ago("PT1M"));
    assertCondition(Word.REFUSED, "it ended");
    contacts.admitted(1, NOW);
    assertCondition(Word.OK);
  }

  @Test
  void aCertificateThatEndedTellsHowToGoOn() {
    says(WELL);
    certificate = Optional.of(new Certificate("", 1, "", NOW, ago("P91D"), ago("P1D"), null));
    assertCondition(Word.EXPIRED, "renews it as soon as it reaches this centre, until 2026-09-29");
    certificate = Optional.of(new Certificate("", 1, "", NOW, ago("P9D"), ago("P5D"), null));
    assertCondition(Word.EXPIRED, "give it another");
  }

  @Test
  void aBarredOneTellsThatAlone() {
    says(new SensorState(NOW.toEpochMilli(), false, 0, 0, 0, List.of()));
    barred = Optional.of(new Barred(1, Bar.DISABLED, ago("P1D")));
    assertCondition(Word.DISABLED, "disabled at 2026-07-01T12:00:00Z");
    barred = Optional.of(new Barred(1, Bar.REVOKED, ago("P1D")));
    assertCondition(Word.REVOKED, "to bring it back invite it");
  }

  @Test
  void tellsAllThatIsWrongTheHeaviestFirst() {
    says(
        new SensorState(
            NOW.plusSeconds(90).toEpochMilli(), true, 720, 12, 3, List.of("the spool is full")));
    activity = Optional.of(observed(20, ago("PT2M"), ago("PT2M"), "unsynchronised"));
    assertCondition(
        Word.TROUBLED,
        "it says: the spool is full",
        "3 files went aside there",
        "12 batches wait there, the oldest for 12 min 0 s",
        "it lost 20 of 1,000 packets in 24 hours (2.0 %)",
        "its clock is 2 min 0 s ahead of this centre's",
        "nothing keeps its clock right");
  }

  @Test
  void whatASensorSaidIsForgottenAfterAWhile() {
    contacts.admitted(1, NOW);
    contacts.stated(
        1,
        new SensorState(NOW.toEpochMilli(), false, 0, 0, 0, List.of()),
        NOW.minus(SensorCondition.SILENCE).minusSeconds(1));
    assertCondition(Word.OK);
  }
}
