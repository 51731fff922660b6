// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/** Text as other programs read it. Knows nothing of what it says. */
package org.teiten.central.text;
