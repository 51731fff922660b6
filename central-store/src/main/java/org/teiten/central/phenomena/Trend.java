// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.time.LocalDate;

/**
 * A drift over 60 days or more; not a phenomenon.
 *
 * @param series of which class and port
 * @param country null for all countries together
 * @param from first day of the drift
 * @param to its last day
 * @param factor level at the end over level at the start
 */
public record Trend(Series series, String country, LocalDate from, LocalDate to, double factor) {}
