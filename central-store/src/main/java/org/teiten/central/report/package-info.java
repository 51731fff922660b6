// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The quarterly report: what stands in it, and the HTML, PDF and JSON of it.
 *
 * <p><b>Takes</b> a quarter, a zone, an edition, and what the store, the rankings, the phenomena
 * and the knowledge say. <b>Gives</b> per language one HTML file that needs nothing else, one PDF,
 * one JSON of all of it. <b>Runs on</b> the caller's thread. <b>Loses</b> nothing; what the public
 * edition may not tell is left out and the method says so.
 */
package org.teiten.central.report;
