// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.List;

/**
 * A source that somebody was told about, and comparable ones of which nobody was told.
 *
 * @param told what became of it
 * @param comparable what became of the others, at least one
 */
record MatchedSet(Followed told, List<Followed> comparable) {}
