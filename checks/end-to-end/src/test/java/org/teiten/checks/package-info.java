// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Both processes as a user runs them, between network namespaces, against real scanners, kill -9
 * and bad input.
 *
 * <p><b>Takes</b> the two launchers, Debian's tools, root. <b>Gives</b> the proof that what arrived
 * is what the store holds. <b>Runs on</b> JUnit's thread; every process and namespace is removed
 * again. <b>Loses</b> nothing: tests that cannot run here are skipped with their reason.
 */
package org.teiten.checks;
