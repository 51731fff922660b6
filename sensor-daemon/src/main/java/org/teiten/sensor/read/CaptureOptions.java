// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.util.List;
import java.util.Optional;
import org.teiten.capture.decode.Tunnel;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.flowtuple.SensorId;

/**
 * As what captures become batches.
 *
 * @param sensor whose observation they are
 * @param group its group
 * @param monitored the observed prefixes
 * @param tunnels in which they were delivered
 * @param observed the time observed, if it is not from first to last packet
 * @param asked the time that is read; all of its packets are
 */
record CaptureOptions(
    SensorId sensor,
    String group,
    List<IpPrefix> monitored,
    List<Tunnel> tunnels,
    Optional<ObservedSpan> observed,
    PacketFilter.Asked asked) {}
