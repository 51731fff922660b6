// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/** What passes between metering and the spool thread, under jcstress. */
package org.teiten.sensor.spool;
