// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

/**
 * What became of a source from a day on.
 *
 * @param days until its silence began, or for which it is known that it had not begun
 * @param silent whether it began
 * @param returned whether it was seen again after it
 */
public record Followed(int days, boolean silent, boolean returned) {}
