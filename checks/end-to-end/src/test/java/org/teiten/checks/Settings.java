// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings that the two processes get here: intervals of a second, so that tests are quick. */
final class Settings {
  private Settings() {}

  static String sensor(Path spool) {
    return """
        sensor: %s
        group: test
        interface: mon0
        monitored: ["%s", "%s"]
        interval: 1s
        table:
          keys: 65536
        spool:
          directory: %s
        centre:
          url: http://%s:8470
          allow_plain_http: true
        http:
          listen: 127.0.0.1:9101
        """
        .formatted(
            Telescope.SENSOR_ID,
            Namespaces.MONITORED_IPV4,
            Namespaces.MONITORED_IPV6,
            spool,
            Namespaces.CENTRE_ADDRESS);
  }

  static String centre(Path store) {
    return """
        data: %s
        sensors:
          - id: %s
            group: test
        ingest:
          listen: %s:8470
          allow_plain_http: true
        http:
          listen: 127.0.0.1:9102
        """
        .formatted(store, Telescope.SENSOR_ID, Namespaces.CENTRE_ADDRESS);
  }

  /** The shipped rules with this test's addresses in them. */
  static Path nftables(Path folder) throws IOException {
    String shipped =
        Files.readString(Checkout.top().resolve("config/nftables/teiten-sensor.nft"));
    return Files.writeString(folder.resolve("teiten-sensor.nft"), shipped);
  }
}
