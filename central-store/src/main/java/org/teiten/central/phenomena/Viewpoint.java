// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * What one group of sensors saw of a change.
 *
 * @param group its name
 * @param rateBefore packets per covered address-day in the eight weeks before the start, the mean
 *     with equal weight over {@code sensorsObserving}
 * @param movement the same from the start on, and expected from before and the port's slow level
 * @param sees whether it sees the change, null if it cannot tell
 * @param sensorsSeeing sensors that moved likewise
 * @param sensorsObserving sensors that covered at least a tenth of both spans
 * @param sources distinct sources from the start on, null if they were not counted
 */
public record Viewpoint(
    String group,
    double rateBefore,
    Movement movement,
    Boolean sees,
    int sensorsSeeing,
    int sensorsObserving,
    Long sources) {}
