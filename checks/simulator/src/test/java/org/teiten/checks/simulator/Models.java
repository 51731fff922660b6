// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.InvalidConfigException;

/** Models of the tests. */
public final class Models {
  /** The model that comes with the simulator. */
  public static final Path JPCERT = Path.of("models/jpcert-2017q2.yaml");

  private Models() {}

  /** A model with one port, 22/tcp, from one country, JP, and nothing else but noise. */
  public static String single(int sensors, String from, String to, double level, String more) {
    return """
        name: test
        seed: 1
        from: %s
        to: %s
        sensors: %d
        ports: [{port: 22/tcp, q1: %s, q2: %s}]
        regions: [{country: JP, q1: 1, q2: 1}]
        %s
        """
        .formatted(from, to, sensors, level, level, more);
  }

  /** A small world: five ports, further ports, four countries, further countries. */
  public static String small(String from, String to, String more) {
    return """
        name: small
        seed: 7
        from: %s
        to: %s
        zone: Asia/Tokyo
        sensors: 6
        addresses_per_sensor: 2
        groups: {domestic: [sensor-01, sensor-04], overseas: [sensor-05, sensor-06]}
        noise: {k: 8, day_correlation: 0.6, sensor_spread: 0.5, loud_sources_per_month: 3}
        rhythm: {weekday: 0.08, hour: 0.25}
        ports:
          - {port: 23/tcp, q1: 60, q2: 60, fingerprints: {mirai: 0.7}}
          - {port: 80/tcp, q1: 20, q2: 20, fingerprints: {zmap: 0.3, masscan: 0.3}}
          - {port: 53/udp, q1: 10, q2: 10}
          - {port: 5060/udp, q1: 5, q2: 5}
          - {port: 8/icmp, q1: 10, q2: 10}
          - {port: other, q1: 20, q2: 20}
        backscatter: {share: 0.1}
        regions:
          - {country: CN, q1: 0.4, q2: 0.4}
          - {country: US, q1: 0.3, q2: 0.3}
          - {country: JP, q1: 0.2, q2: 0.2}
          - {country: other, q1: 0.1, q2: 0.1}
        %s
        """
        .formatted(from, to, more);
  }

  public static SimulationModel parse(String yaml) throws InvalidConfigException {
    return ConfigFile.parse("model.yaml", Path.of("/"), yaml, SimulationModel.class);
  }

  public static SimulationModel jpcert() throws IOException, InvalidConfigException {
    return SimulationModel.load(JPCERT);
  }

  public static Path write(Path folder, String yaml) throws IOException {
    return Files.writeString(folder.resolve("model.yaml"), yaml);
  }
}
