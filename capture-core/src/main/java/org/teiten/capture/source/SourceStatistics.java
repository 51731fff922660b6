// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

/**
 * What a source has seen since it was opened. All are packets and never shrink.
 *
 * @param received that came before the source, dropped ones included (libpcap's {@code ps_recv});
 *     of a file, the frames handed over
 * @param kernelDropped of those, the ones for which the kernel's buffer had no room ({@code
 *     ps_drop})
 * @param interfaceDropped that the network interface dropped before the kernel could count them
 *     ({@code ps_ifdrop})
 */
public record SourceStatistics(long received, long kernelDropped, long interfaceDropped) {
  public static final SourceStatistics NONE = new SourceStatistics(0, 0, 0);
}
