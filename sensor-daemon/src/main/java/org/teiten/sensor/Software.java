package org.teiten.sensor;

/** This program's name and version, as batches and {@code --version} state it. */
public final class Software {
  private Software() {}

  /** {@code teiten-sensor 1.2.3}; the version stands in the jar. */
  public static String nameAndVersion() {
    String version = Software.class.getPackage().getImplementationVersion();
    return "teiten-sensor " + (version == null ? "development" : version);
  }
}
