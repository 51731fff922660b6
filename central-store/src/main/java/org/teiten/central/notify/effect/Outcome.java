// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

/** A case and what became of it. */
record Outcome(NoticeCase of, Fate fate) {}
