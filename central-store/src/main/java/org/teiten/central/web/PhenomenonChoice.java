// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web;

import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.phenomena.PhenomenonKind;
import org.teiten.flowtuple.TrafficClass;

/** From the phenomena of a period to one of them. */
public final class PhenomenonChoice {
  private PhenomenonChoice() {}

  /**
   * One by its id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ChosenPhenomenon of(PhenomenaClaims claims, String id) {
    PhenomenaClaims.Claim claim = claim(claims, id);
    return new ChosenPhenomenon(
        claim.id(),
        claim.kind(),
        claim.port(),
        claim.country(),
        claim.networks(),
        claim.start(),
        claim.end());
  }

  /**
   * One whose sources somebody can be told about.
   *
   * @throws IllegalArgumentException if there is none, or they are victims, harmless or silent
   */
  public static ChosenPhenomenon toTell(PhenomenaClaims claims, String id) {
    PhenomenaClaims.Claim claim = claim(claims, id);
    if (!claim.trafficClass().equals(TrafficClass.SCAN.label())) {
      throw new IllegalArgumentException(
          id
              + " is of class "
              + claim.trafficClass()
              + "; only who scans can be told, others are victims or harmless");
    }
    if (claim.kind().equals(PhenomenonKind.FALL.label())) {
      throw new IllegalArgumentException(
          id + " is a fall: its sources fell silent, and nobody is to be told about them");
    }
    return of(claims, id);
  }

  private static PhenomenaClaims.Claim claim(PhenomenaClaims claims, String id) {
    return claims.phenomena().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no phenomenon that starts from "
                        + claims.from()
                        + " to "
                        + claims.to()
                        + " is called '"
                        + id
                        + "'; list them with: teiten-central phenomena, with the same days,"
                        + " zone and group"));
  }
}
