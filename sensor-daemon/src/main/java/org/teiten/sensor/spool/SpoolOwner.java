// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import org.teiten.flowtuple.SensorId;

/**
 * Whose batches these are.
 *
 * @param sensor who observes
 * @param group its group
 * @param software name and version of this program
 */
public record SpoolOwner(SensorId sensor, String group, String software) {}
