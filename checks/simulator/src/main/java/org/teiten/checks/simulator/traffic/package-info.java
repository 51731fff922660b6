// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * <b>Takes</b> a {@link org.teiten.checks.simulator.model.SimulationModel} and a seed. <b>Gives</b>
 * the days of a {@link org.teiten.checks.simulator.traffic.Simulation}, each a table of packets in
 * memory with their true origin. <b>Runs on</b> the thread that iterates; the same model, seed and
 * {@link org.teiten.checks.simulator.traffic.Simulation#VERSION} give the same days on every
 * machine and Java. <b>Loses</b> the packets of sensors that do not observe, as an outage would.
 */
package org.teiten.checks.simulator.traffic;
