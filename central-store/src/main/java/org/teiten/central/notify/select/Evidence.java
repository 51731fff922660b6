// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.select;

import java.time.Instant;

/**
 * Packets of a source to one port within a minute: what an operator needs to find a customer behind
 * a shared address (RFC 6302). Nothing says where it was seen.
 *
 * @param time of the first of them, UTC, to the microsecond
 * @param clock state of the clock that took it
 * @param clockErrorMicros how far it may be off, null if unknown
 * @param sourcePort of the first of them, null if there are no ports
 * @param protocol tcp, udp, icmp, icmp6 or a number
 * @param port destination, null if there are no ports
 * @param icmpType null unless it is ICMP
 * @param icmpCode null unless it is ICMP
 * @param trafficType what the packets are
 * @param mark of a known tool, null if none
 * @param packets how many
 * @param ttl of the first, as it arrived
 * @param stackSignature what its SYN tells of the sender, null if nothing
 */
public record Evidence(
    Instant time,
    String clock,
    Long clockErrorMicros,
    Integer sourcePort,
    String protocol,
    Integer port,
    Integer icmpType,
    Integer icmpCode,
    String trafficType,
    String mark,
    long packets,
    int ttl,
    String stackSignature) {}
