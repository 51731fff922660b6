// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.teiten.central.notify.contacts.Webhook;
import org.teiten.support.errors.ErrorText;

/**
 * Posts a notice's JSON to a recipient's program. Each notice has a key of its own ({@code
 * Idempotency-Key}), the same at each try, by which a program knows what it has already.
 */
final class WebhookDelivery implements Delivery {
  private static final int MAX_ANSWER = 4_096;
  private static final int MAX_WORDS = 300;
  private static final int SUCCESS = 2;
  private static final int HUNDRED = 100;

  @Override
  public String deliver(Outgoing notice, HandOver handOver) throws IOException {
    Webhook hook = notice.webhook().orElseThrow();
    Body body = new Body(Files.readAllBytes(attachment(notice, hook)), handOver);
    try {
      // A new connection: one that was kept may break without saying whether the post arrived.
      HttpResponse<InputStream> answer =
          client(hook).send(request(notice, hook, body), HttpResponse.BodyHandlers.ofInputStream());
      String words = words(answer);
      if (answer.statusCode() / HUNDRED != SUCCESS) {
        throw new RefusedException(hook.place() + " did not take it: " + words);
      }
      return hook.place() + " took it: " + words;
    } catch (RefusedException e) {
      throw new IOException(e.getMessage(), e);
    } catch (IOException e) {
      if (body.complete) {
        throw new UncertainDeliveryException(
            hook.place() + " fell silent after it had all: " + ErrorText.of(e), e);
      }
      throw new IOException(hook.place() + " did not take it: " + ErrorText.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncertainDeliveryException("it was interrupted", e);
    }
  }

  private static Path attachment(Outgoing notice, Webhook hook) throws IOException {
    String name = hook.format().file();
    String end = name.substring(name.indexOf('.'));
    return notice.attachments().stream()
        .filter(file -> file.getFileName().toString().endsWith(end))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "nothing of the form that its webhook takes is attached; draft it anew"));
  }

  private static HttpClient client(Webhook hook) throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(hook.timeout());
    if (hook.trust().isPresent()) {
      builder.sslContext(TrustFile.context(hook.trust().get()));
    }
    return builder.build();
  }

  private static HttpRequest request(Outgoing notice, Webhook hook, Body body) {
    ReturnAddress key = ReturnAddress.of(notice.id(), notice.hash());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hook.url())
            .timeout(hook.timeout())
            .header("Content-Type", hook.format().mediaType())
            .header("Idempotency-Key", '"' + key.notice() + "-" + key.key() + '"')
            .header("Teiten-Notice", notice.id())
            .header("Teiten-Approval", notice.approval() + " sha256:" + notice.hash())
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofInputStream(() -> body), body.available()));
    hook.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request.build();
  }

  private static String words(HttpResponse<InputStream> answer) {
    String text = "";
    try (InputStream in = answer.body()) {
      text = new String(in.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The status was said, which is all that counts.
    }
    String plain = text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    return (answer.statusCode() + " " + plain.substring(0, Math.min(MAX_WORDS, plain.length())))
        .strip();
  }

  /** The other side answered that it did not. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Says just before its last bytes that they are its last. */
  private static final class Body extends InputStream {
    private final ByteArrayInputStream bytes;
    private final HandOver handOver;
    private volatile boolean complete;

    Body(byte[] bytes, HandOver handOver) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.handOver = handOver;
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public int read() throws IOException {
      beforeTheLast(1);
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      beforeTheLast(length);
      return bytes.read(into, from, length);
    }

    private void beforeTheLast(int length) throws IOException {
      if (!complete && bytes.available() <= length) {
        handOver.complete();
        complete = true;
      }
    }
  }
}
