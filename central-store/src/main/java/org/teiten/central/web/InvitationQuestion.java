// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web;

/** Who is to be invited: {@code group} is null for the sensor's own, or the default. */
record InvitationQuestion(String sensor, String group, long validitySeconds) {}
