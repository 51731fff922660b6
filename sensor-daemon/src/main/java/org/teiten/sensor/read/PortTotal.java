// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

/**
 * One line of the report.
 *
 * @param sources distinct sources
 * @param sourcesEstimated whether that number is an estimate
 */
record PortTotal(PortKey key, long packets, long bytes, long sources, boolean sourcesEstimated) {}
