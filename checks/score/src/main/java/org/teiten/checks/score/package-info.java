// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How good the detection of phenomena is, measured on simulated half years.
 *
 * <p><b>Takes</b> seeds. <b>Gives</b> models drawn from them, simulated, asked for their phenomena,
 * and the answers held against what the models hold: recall, precision, start error, explanations,
 * time, as a page of docs/. <b>Runs on</b> one thread. <b>Loses</b> nothing; an interrupted run
 * goes on where it was.
 */
package org.teiten.checks.score;
