// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.List;

/**
 * A sensor as the centre's operator sees it. Times are ISO 8601; what is not known is null.
 *
 * @param sensor its name
 * @param group the group it is counted in
 * @param aliases names under which it may deliver too
 * @param state active, disabled, revoked, or invited: nothing of it is known but an open invitation
 * @param condition how it is, in one word: ok, or the heaviest of what is not
 * @param because why it is so, a sentence each
 * @param enrolled when the centre first knew it
 * @param lastInterval end of the last interval that it observed
 * @param lastReceived when its last batch arrived
 * @param lastHeard when it last asked for anything and was admitted
 * @param lagSeconds age of the oldest interval that it holds and the centre lacks, as it said
 *     within the last minutes
 * @param waitingBatches how many it holds, likewise
 * @param clockOffset seconds that its clock was ahead of the centre's, likewise
 * @param coverage share of the last 24 hours that it observed, 0 to 1
 * @param lostPackets that it lost in these hours
 * @param software that wrote its last batch
 * @param certificateEnd of the certificate that ends last and is not revoked
 * @param invitationExpires of its open invitation
 * @param refused when and why its last request was refused, since the centre runs
 */
public record ListedSensor(
    String sensor,
    String group,
    List<String> aliases,
    String state,
    String condition,
    List<String> because,
    String enrolled,
    String lastInterval,
    String lastReceived,
    String lastHeard,
    Long lagSeconds,
    Long waitingBatches,
    Double clockOffset,
    double coverage,
    long lostPackets,
    String software,
    String certificateEnd,
    String invitationExpires,
    String refused) {}
