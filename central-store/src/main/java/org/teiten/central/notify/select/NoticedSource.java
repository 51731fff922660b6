// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.select;

import java.time.Instant;
import java.util.List;

/**
 * A source that somebody is told about.
 *
 * @param address as text
 * @param country ISO 3166 alpha-2, or unknown
 * @param network AS number, 0 if unknown
 * @param packets in all
 * @param sensors how many saw it
 * @param first packet
 * @param last packet
 * @param marks of known tools
 * @param evidence newest first, bounded
 * @param organisation id of who is told, null if nobody is known
 * @param why prefix, network, country or national; null if nobody is known
 */
public record NoticedSource(
    String address,
    String country,
    long network,
    long packets,
    int sensors,
    Instant first,
    Instant last,
    List<String> marks,
    List<Evidence> evidence,
    String organisation,
    String why) {}
