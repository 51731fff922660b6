// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Frames whose content is known, for tests and for the demonstration.
 *
 * <p><b>Takes</b> ports, addresses, a seed, the shipped origin data. <b>Gives</b> Ethernet frames
 * and classic pcap files of them. <b>Runs on</b> whoever calls. <b>Loses</b> nothing.
 */
package org.teiten.checks.traffic;
