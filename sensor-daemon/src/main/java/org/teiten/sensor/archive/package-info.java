// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/** What somebody else needs to find a fault, without the sensor's secrets. */
package org.teiten.sensor.archive;
