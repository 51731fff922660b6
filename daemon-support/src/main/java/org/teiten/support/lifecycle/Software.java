// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

/** A program's name and version, as batches and {@code --version} state it. */
public final class Software {
  private Software() {}

  /**
   * Name and version, such as {@code teiten-sensor 1.2.3}.
   *
   * @param ofProgram any class of the program; its jar states the version
   */
  public static String nameAndVersion(String name, Class<?> ofProgram) {
    String version = ofProgram.getPackage().getImplementationVersion();
    return name + " " + (version == null ? "development" : version);
  }
}
