// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The settings that the two processes get here: intervals of a second, so that tests are quick. */
final class Settings {
  static final String CENTRE_TLS = "https://" + Namespaces.CENTRE_ADDRESS + ":8443";

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

  /** The same, delivering over TLS with a certificate beside the spool. */
  static String sensorWithTls(Path spool) {
    return replaced(
        sensor(spool),
        "url: http://" + Namespaces.CENTRE_ADDRESS + ":8470",
        "url: " + CENTRE_TLS,
        "allow_plain_http: true",
        "identity: " + spool.resolveSibling("identity"));
  }

  /** The shipped settings, with this test's folder, sensor and listener. */
  static String centre(Path store) throws IOException {
    Path config = Checkout.top().resolve("config");
    String shipped = Files.readString(config.resolve("central-store.yaml"));
    return replaced(
        shipped,
        "data: /var/lib/teiten-central",
        "data: " + store,
        "sensors: []",
        "sensors: [{id: " + Telescope.SENSOR_ID + ", group: test}]",
        "listen: 127.0.0.1:8470",
        "listen: " + Namespaces.CENTRE_ADDRESS + ":8470",
        "allow_plain_http: false",
        "allow_plain_http: true",
        "file: origin/",
        "file: " + config + "/origin/",
        "services: knowledge/",
        "services: " + config + "/knowledge/");
  }

  /** The same with one small origin database, for tests that start the centre many times. */
  static String centreThatStartsQuickly(Path store) throws IOException {
    return centre(store)
        .lines()
        .filter(line -> !line.contains("kind: asn") && !line.contains("family: ipv6"))
        .filter(line -> !line.contains("2026-06-17"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The same, speaking TLS with certificates of its own authority. */
  static String centreWithTls(Path store) throws IOException {
    return replaced(
        centreThatStartsQuickly(store),
        "sensors: [{id: " + Telescope.SENSOR_ID + ", group: test}]",
        "sensors: []",
        "listen: " + Namespaces.CENTRE_ADDRESS + ":8470",
        "listen: " + Namespaces.CENTRE_ADDRESS + ":8443",
        "allow_plain_http: true",
        "tls: {names: [" + Namespaces.CENTRE_ADDRESS + "]}");
  }

  static String replaced(String text, String... pairs) {
    String result = text;
    for (int i = 0; i < pairs.length; i += 2) {
      if (!result.contains(pairs[i])) {
        throw new IllegalStateException("the shipped settings have no '" + pairs[i] + "'");
      }
      result = result.replace(pairs[i], pairs[i + 1]);
    }
    return result;
  }
}
