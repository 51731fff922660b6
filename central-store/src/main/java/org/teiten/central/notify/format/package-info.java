// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A notice as others read it: mail text in Japanese and English, Shadowserver's CSV, IntelMQ's
 * events, XARF 4. Pure text from a {@link org.teiten.central.notify.format.Notice}; the same notice
 * gives the same bytes. Nothing of it says where a packet arrived.
 */
package org.teiten.central.notify.format;
