// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * <b>Takes</b> the days of a {@link org.teiten.checks.simulator.traffic.Simulation}. <b>Gives</b>
 * batches, one a sensor and day, or captures of the same packets with the marks of the tools that
 * sent them. <b>Runs on</b> the calling thread. <b>Loses</b> nothing; a file has its final name
 * only once it is whole.
 */
package org.teiten.checks.simulator.render;
