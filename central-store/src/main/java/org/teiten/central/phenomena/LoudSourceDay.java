// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * One source's packets to one series on one day, where they are much of what was seen there.
 *
 * @param day days since the first day of the observations
 * @param series what it sent to
 * @param source the address, as text that may be shown
 * @param country as in the counts by country
 * @param network AS number, 0 unknown
 * @param packets on that day in that series
 */
public record LoudSourceDay(
    int day, Series series, String source, String country, long network, long packets) {}
