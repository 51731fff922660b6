// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

/** How results are printed. */
enum OutputFormat {
  TABLE,
  JSON,
  CSV
}
