// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code config/} in the checkout. */
public final class Shipped {
  private Shipped() {}

  /** A file or folder of {@code config/}. */
  public static Path config(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("config/central-store.yaml"))) {
      folder = folder.getParent();
    }
    return folder.resolve("config").resolve(name);
  }
}
