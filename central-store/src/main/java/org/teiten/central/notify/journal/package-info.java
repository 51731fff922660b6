// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What was done with notices, and by whom.
 *
 * <p><b>Takes</b> events. <b>Gives</b> a file that only grows, each line bound to the one before by
 * its hash, and the state of each notice that follows from it. <b>Owned</b> by one process at a
 * time. <b>Loses</b> nothing that it returned from; a torn last line is set aside.
 */
package org.teiten.central.notify.journal;
