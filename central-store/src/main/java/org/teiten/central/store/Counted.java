// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

/**
 * What a period holds of one key.
 *
 * @param key what was asked by
 * @param packets number of packets
 * @param rate IPv4 packets per covered IPv4 address-day, the mean over sensors
 * @param rateIpv6 IPv6 packets per covered /64-day, the mean over sensors
 * @param sensors how many sensors saw it
 */
public record Counted<K>(K key, long packets, double rate, double rateIpv6, int sensors) {}
