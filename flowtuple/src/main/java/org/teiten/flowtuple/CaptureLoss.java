// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple;

/**
 * What happened to the packets of one interval that did not become FlowTuple rows of their own: the
 * loss that travels with the data, so that a quiet sensor and a blind one never look alike.
 *
 * <p>All are packets. The books: {@code delivered = ringDropped + notIp + undecodable.total() +
 * notMonitored + solicited + Σ classes}, where {@code late} (with {@code badTime} in it) and {@code
 * foldedPackets} are part of the classes, and {@code received = delivered + kernelDropped} but for
 * what was in flight when the interval closed. Kernel and interface drops are charged to the
 * interval in which they were read.
 *
 * @param received packets that the kernel saw for us (libpcap's {@code ps_recv}); of captures,
 *     frames
 * @param kernelDropped packets the kernel had no room for ({@code ps_drop})
 * @param interfaceDropped packets the network interface dropped ({@code ps_ifdrop})
 * @param ringDropped packets that did not fit between capturing and metering
 * @param notIp frames that the link layer does not call IP
 * @param undecodable IP packets that could not be read, by reason
 * @param notMonitored packets to addresses that are not monitored, and what this host sent
 * @param solicited answers to what this host itself sent
 * @param late packets counted here although their own time lies outside of this interval
 * @param badTime of those, packets whose time is not believed
 * @param foldedPackets packets in rows without source, since the table was full
 * @param foldedRows rows without source
 */
public record CaptureLoss(
    long received,
    long kernelDropped,
    long interfaceDropped,
    long ringDropped,
    long notIp,
    Undecodable undecodable,
    long notMonitored,
    long solicited,
    long late,
    long badTime,
    long foldedPackets,
    long foldedRows) {}
