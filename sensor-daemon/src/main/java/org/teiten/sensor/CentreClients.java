// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.teiten.sensor.enrol.CentreClient;
import org.teiten.sensor.enrol.IdentityFolder;
import org.teiten.sensor.ship.CentreConfig;
import org.teiten.sensor.ship.CentreHttp;

/**
 * How the centre is asked.
 *
 * @param identity what this sensor shows it; empty over plain HTTP
 * @param current the client that is in effect
 */
record CentreClients(Optional<CentreClient> identity, Supplier<HttpClient> current) {
  /** Has Java load what every client needs, which takes it as long as all the rest. */
  static void load() {
    CentreHttp.client(Optional.empty()).build();
  }

  /**
   * As the configuration says.
   *
   * @throws IOException that says what is wrong with the identity's files
   */
  static CentreClients of(CentreConfig centre) throws IOException {
    if (centre.tls()) {
      CentreClient client =
          new CentreClient(
              new IdentityFolder(centre.identity()), centre.proxy(), Clock.systemUTC());
      return new CentreClients(Optional.of(client), client);
    }
    HttpClient plain = CentreHttp.client(centre.proxy()).build();
    return new CentreClients(Optional.empty(), () -> plain);
  }
}
