// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The vocabulary that sensor and centre share, as types.
 *
 * <p><b>Takes</b> nothing. <b>Gives</b> immutable values: {@link org.teiten.flowtuple.FlowTuple},
 * {@link org.teiten.flowtuple.IntervalHeader} with its {@link org.teiten.flowtuple.CaptureLoss},
 * addresses and the words of the field. <b>Runs on</b> any thread. <b>Loses</b> nothing.
 */
package org.teiten.flowtuple;
