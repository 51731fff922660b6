// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the running centre does with notices by itself.
 *
 * <p><b>Takes</b> what is approved, and mail that came back. <b>Gives</b> mail, and entries of the
 * journal, which it has for the length of a pass only. <b>Runs on</b> a thread of its own, {@code
 * notices}. <b>Loses</b> nothing: what fails is tried again, told once per cause, and counted.
 */
package org.teiten.central.notify.agent;
