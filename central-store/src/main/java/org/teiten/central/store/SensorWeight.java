// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

/**
 * How a sensor's packets count in a mean rate.
 *
 * @param sensor its number
 * @param ipv4 1 / (sensors in the mean × its covered IPv4 address-days); 0 if it has no part
 * @param ipv6 likewise of /64-days
 */
public record SensorWeight(int sensor, double ipv4, double ipv6) {}
