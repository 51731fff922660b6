// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Frames from a network interface or a capture file, and what was dropped before us.
 *
 * <p><b>Takes</b> an interface (Linux, CAP_NET_RAW) through libpcap, or a pcap or pcapng file or
 * stream, which may be compressed.
 *
 * <p><b>Gives</b> each frame in place to a {@link org.teiten.capture.source.FrameHandler}, and
 * {@link org.teiten.capture.source.SourceStatistics}.
 *
 * <p><b>Runs on</b> the one thread that polls; the wait of a live source can be ended from any.
 *
 * <p><b>Loses</b> what the kernel's buffer or the interface dropped ({@code kernelDropped}, {@code
 * interfaceDropped}); of a torn file, what stands after the tear, which is an error. Frames that a
 * configured filter rejects, and outgoing ones, are never counted.
 */
package org.teiten.capture.source;
