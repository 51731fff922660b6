// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * <b>Takes</b> a model file: YAML in the form of docs/44-simulator.md. <b>Gives</b> {@link
 * org.teiten.checks.simulator.model.SimulationModel}, checked, and what it expects of any day
 * ({@link org.teiten.checks.simulator.model.Levels}). <b>Runs on</b> any thread. <b>Loses</b>
 * nothing: what it does not know or cannot mean is a problem with its line.
 */
package org.teiten.checks.simulator.model;
