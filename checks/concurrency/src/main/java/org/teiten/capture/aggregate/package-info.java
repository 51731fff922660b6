// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/** What passes between metering threads and whoever writes their intervals, under jcstress. */
package org.teiten.capture.aggregate;
