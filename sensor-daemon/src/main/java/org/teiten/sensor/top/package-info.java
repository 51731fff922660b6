// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/** What a running sensor sees now, for its operator. */
package org.teiten.sensor.top;
