// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

/**
 * What carries a part of a change.
 *
 * @param kind along what the change was taken apart
 * @param value which country, network, …
 * @param share of the packets added, may exceed 1 where others fell
 */
public record Explanation(Dimension kind, String value, double share) {}
