// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

/**
 * What a period holds of one key.
 *
 * @param key what was asked by
 * @param packets number of packets
 * @param bytes sum of IP total lengths
 * @param rate IPv4 packets per covered IPv4 address-day, the mean over sensors
 * @param rateIpv6 IPv6 packets per covered /64-day, the mean over sensors
 * @param foldedPackets of the packets those in rows without source
 * @param sensors how many sensors saw it
 */
public record Counted<K>(
    K key,
    long packets,
    long bytes,
    double rate,
    double rateIpv6,
    long foldedPackets,
    int sensors) {}
