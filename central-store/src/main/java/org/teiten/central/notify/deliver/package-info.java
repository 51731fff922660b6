// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Ways out for notices: a mail server, a folder.
 *
 * <p><b>Takes</b> a notice whole. <b>Gives</b> what the other side said. <b>Runs on</b> any thread,
 * one notice at a time. <b>Fails</b> either for certain, so that it may be tried again, or
 * uncertain, where the other side fell silent after it had everything: then a human decides, for
 * trying again could tell twice, and giving up could tell never.
 */
package org.teiten.central.notify.deliver;
