// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import picocli.CommandLine.IVersionProvider;

/** The release, from the jar's manifest. */
final class CentralVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = CentralVersion.class.getPackage().getImplementationVersion();
    return new String[] {"teiten-central " + (version == null ? "(not packaged)" : version)};
  }
}
