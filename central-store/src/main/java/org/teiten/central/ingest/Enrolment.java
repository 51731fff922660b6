// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

/**
 * A sensor whose batches are taken.
 *
 * @param sensor its id
 * @param group the group it is counted in
 */
public record Enrolment(String sensor, String group) {}
