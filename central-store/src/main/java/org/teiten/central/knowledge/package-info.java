// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What is publicly known of ports: vulnerabilities, malware, tools, research scanners, each with
 * its source and date.
 *
 * <p><b>Takes</b> the files of {@code config/knowledge/}, and what was observed of a change.
 * <b>Gives</b> hints, each with its reason and whether it was known then: never a fact. <b>Runs
 * on</b> any thread, immutable once read. <b>Loses</b> nothing; a file with a problem is refused as
 * a whole, with every problem and its line.
 */
package org.teiten.central.knowledge;
