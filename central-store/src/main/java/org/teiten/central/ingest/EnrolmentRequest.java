// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

/**
 * What a new sensor sends to get its first certificate.
 *
 * @param secret of its token
 * @param sensor how its configuration calls it
 * @param csr request for a certificate, PKCS #10 in PEM
 * @param time its clock, ISO 8601
 */
record EnrolmentRequest(String secret, String sensor, String csr, String time) {}
