// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.util.List;

/**
 * One file of the folder of contacts.
 *
 * @param organisations in any order
 */
public record ContactFile(List<Organisation> organisations) {}
