// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Whether notices did anything: how soon the sources that somebody was told about fell silent,
 * beside comparable ones that nobody was told about.
 *
 * <p><b>Takes</b> the journal, the notices' stored sources, and the store; keeps nothing of its
 * own. <b>Gives</b> shares with their intervals. <b>Runs on</b> any thread. <b>Never tells</b>
 * which sensor saw something. What counts as silence is in {@code SilenceRule}, what as comparable
 * in {@code Matching}; both, and the statistics, know neither SQL nor a page.
 */
package org.teiten.central.notify.effect;
