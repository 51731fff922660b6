// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Tells others about sources: who (contacts), about what (select), and in what form (format).
 *
 * <p>Sensors and their addresses never appear in what is told.
 */
package org.teiten.central.notify;
