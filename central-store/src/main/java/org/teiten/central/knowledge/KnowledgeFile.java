// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.util.List;
import org.teiten.support.config.Default;

/**
 * One file of {@code config/knowledge/}; any may hold any part.
 *
 * @param vulnerabilities by port
 * @param malware by port and mark
 * @param scanners by prefix
 */
public record KnowledgeFile(
    @Default("[]") List<Vulnerability> vulnerabilities,
    @Default("[]") List<Malware> malware,
    @Default("[]") List<ResearchScanner> scanners) {}
