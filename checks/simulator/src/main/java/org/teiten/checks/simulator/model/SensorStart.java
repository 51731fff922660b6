// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.model;

import java.time.LocalDate;
import org.teiten.flowtuple.SensorId;

/**
 * A sensor that did not exist before a day.
 *
 * @param sensor which one
 * @param from its first day
 */
public record SensorStart(SensorId sensor, LocalDate from) {}
