// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How fast it is: measured, against peers in the same run, and written into {@code
 * docs/90-benchmarks.md}.
 *
 * <p><b>Takes</b> the built sensor, and the peers' sources beside the checkout.
 *
 * <p><b>Gives</b> the table, with commit, processor, kernel and JDK.
 *
 * <p><b>Runs on</b> a machine that does nothing else; only ratios are comparable between machines.
 *
 * <p><b>Loses</b> nothing: a run whose totals differ from the peer's fails.
 */
package org.teiten.benchmarks;
