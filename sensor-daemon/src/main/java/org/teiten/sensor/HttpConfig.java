// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import org.teiten.support.config.Default;
import org.teiten.support.config.ListenAddress;

/**
 * Metrics and health.
 *
 * @param listen where; they hold no address and no packet, but belong to whoever runs the sensor
 */
public record HttpConfig(@Default("127.0.0.1:9101") ListenAddress listen) {}
