// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * From a question to sources with evidence.
 *
 * <p><b>Takes</b> a question, the store, contacts and research scanners. <b>Gives</b> the sources
 * that can be meant, who is told about each, and how many were left out for what reason. <b>Runs
 * on</b> any thread. <b>Never tells</b> which sensor saw something, nor its addresses: the evidence
 * has no column for it.
 */
package org.teiten.central.notify.select;
