// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

/**
 * An invitation, as the operator hands it over. Times are ISO 8601.
 *
 * @param url where the sensor enrols
 * @param token the only time that it is shown
 * @param authority SHA-256 of the authority's certificate
 * @param replaces when the certificate ends that is revoked once the token is used; null if none is
 */
public record Invited(
    String sensor,
    String group,
    String expires,
    String url,
    String token,
    String authority,
    String replaces) {}
