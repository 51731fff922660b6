// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Where notices are drafted, approved, sent and answered.
 *
 * <p><b>Takes</b> selections, and what people decide. <b>Gives</b> files to read and change, and
 * sends what was approved, each once. <b>Owned</b> by one process at a time, by the journal's lock.
 * <b>Loses</b> nothing: what cannot be sent waits, and says why.
 */
package org.teiten.central.notify.desk;
