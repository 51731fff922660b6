// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;

/**
 * A sensor that stated that it observed, and saw nothing on any port: a finding about coverage, no
 * phenomenon. Its days are left out of the exposure.
 *
 * @param sensor its id
 * @param from first such day
 * @param to last such day
 */
public record SuspectedBlind(String sensor, LocalDate from, LocalDate to) {}
