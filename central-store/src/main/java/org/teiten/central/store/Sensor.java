// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.time.Instant;

/**
 * A sensor that the store knows.
 *
 * @param number its number within the store
 * @param id its name
 * @param group the group it is counted in
 * @param enrolled when the centre first knew it
 */
public record Sensor(int number, String id, String group, Instant enrolled) {}
