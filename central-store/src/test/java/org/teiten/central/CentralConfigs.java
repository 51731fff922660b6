// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.nio.file.Path;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.InvalidConfigException;

/** Configurations for tests. */
public final class CentralConfigs {
  private CentralConfigs() {}

  /** The shipped one. */
  public static CentralConfig shipped() throws IOException, InvalidConfigException {
    return ConfigFile.load(Shipped.config("central-store.yaml"), CentralConfig.class);
  }

  /** One from text, paths relative to {@code config/}. */
  public static CentralConfig parse(String yaml) throws InvalidConfigException {
    Path folder = Shipped.config("central-store.yaml").getParent();
    return ConfigFile.parse("test.yaml", folder, yaml, CentralConfig.class);
  }
}
