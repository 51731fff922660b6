// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.pki.TestIdentities;
import org.teiten.support.tls.Pem;

class ApiTlsTest {
  @TempDir private Path folder;

  private HttpClient client(String protocol) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "authority", Pem.certificates(folder.resolve("tls/authority-only.pem")).get(0));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLParameters parameters = new SSLParameters(null, new String[] {protocol});
    return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
  }

  @Test
  void speaksTls13AndNothingOlderWithAnIdentity() throws Exception {
    Path tls = Files.createDirectory(folder.resolve("tls"));
    TestIdentities.localhost(tls).write(folder.resolve("query.pem"));
    Path config = Run.config(folder, "query: {listen: 'localhost:0', identity: query.pem}");
    try (ApiCentre centre = new ApiCentre(config)) {
      URI health = URI.create("https://localhost:" + centre.address().getPort() + "/v1/health");
      HttpResponse<String> answer =
          client("TLSv1.3")
              .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .contains("max-age=31536000");

      HttpClient old = client("TLSv1.2");
      assertThatThrownBy(
              () ->
                  old.send(
                      HttpRequest.newBuilder(health).build(),
                      HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesToListenBeyondLoopbackWithoutAnIdentity() throws Exception {
    Run.Result checked =
        Run.command("check", "--config", Run.config(folder, "query: {listen: '0.0.0.0:0'}"));

    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.err()).contains("beyond loopback, where tokens would go unencrypted");
  }
}
