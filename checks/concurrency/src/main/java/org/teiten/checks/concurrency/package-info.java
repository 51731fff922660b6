// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What we wrote ourselves between threads, under jcstress. Run by {@code ./test.sh --long
 * concurrency}; never shipped.
 */
package org.teiten.checks.concurrency;
