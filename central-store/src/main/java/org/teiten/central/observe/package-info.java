// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Fills the observations of a phenomena question from the store.
 *
 * <p><b>Takes</b> a period and a connection. <b>Gives</b> phenomena, trends, single sources and
 * suspected blind sensors, with the coverage and the knowledge that belong to them. <b>Runs on</b>
 * the thread that asks. <b>Loses</b> nothing; intervals marked overlap are left out, as everywhere.
 */
package org.teiten.central.observe;
