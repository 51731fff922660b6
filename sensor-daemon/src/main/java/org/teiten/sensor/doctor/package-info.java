// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/** What is wrong with a sensor's host, its spool and its way to the centre, and how to mend it. */
package org.teiten.sensor.doctor;
