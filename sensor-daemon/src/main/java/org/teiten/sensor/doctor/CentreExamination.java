// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teiten.sensor.enrol.CentreClient;
import org.teiten.sensor.enrol.IdentityFolder;
import org.teiten.sensor.ship.CentreConfig;
import org.teiten.sensor.ship.CentreHttp;
import org.teiten.sensor.ship.TestBatch;
import org.teiten.sensor.spool.SpoolOwner;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Tls;

/** Each step of a batch's way to the centre; the first that fails is where to look. */
public final class CentreExamination {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final double TOLERATED_SECONDS = 5;
  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final CentreConfig centre;
  private final SpoolOwner owner;
  private final Clock clock;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Prepares it.
   *
   * @param owner who the test batch is from
   */
  public CentreExamination(CentreConfig centre, SpoolOwner owner, Clock clock) {
    this.centre = centre;
    this.owner = owner;
    this.clock = clock;
  }

  /** Goes the way, and leaves a test batch there that is not counted. */
  public List<Finding> findings() throws InterruptedException {
    boolean certified = !centre.tls() || certificate();
    boolean reached = resolve() && connect();
    if (!certified || !reached) {
      findings.add(Finding.skipped("test batch", "not sent, for what is said above"));
      return findings;
    }
    try {
      send();
    } catch (IOException e) {
      findings.add(unsafe(e).orElseGet(() -> unanswered(e)));
    }
    return findings;
  }

  private boolean certificate() {
    IdentityFolder folder = new IdentityFolder(centre.identity());
    String enrol = "teiten-sensor enrol " + centre.url() + " TOKEN, with a token from the centre";
    if (!folder.isEnrolled()) {
      findings.add(Finding.fault("certificate", "this sensor is not enrolled", enrol));
      return false;
    }
    try {
      X509Certificate own = folder.read().identity().certificate();
      findings.add(certificate(own, clock.instant(), enrol));
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder.identityFile());
      if (!OWNER.containsAll(permissions)) {
        findings.add(
            Finding.fault(
                "key",
                "other users may read " + folder.identityFile(),
                "chmod 600 " + folder.identityFile() + "; if anybody did, enrol again"));
      }
      return true;
    } catch (IOException e) {
      findings.add(Finding.fault("certificate", ErrorText.of(e), "mend it, or " + enrol));
      return false;
    }
  }

  static Finding certificate(X509Certificate own, Instant now, String enrol) {
    Instant end = Certificates.end(own);
    if (now.isAfter(end)) {
      return Finding.fault("certificate", "it ended at " + end, enrol);
    }
    if (now.isBefore(Certificates.begin(own))) {
      return Finding.fault(
          "certificate",
          "it is valid from " + Certificates.begin(own) + " on, this clock says " + now,
          "set the clock");
    }
    return now.isAfter(Certificates.renewal(own, 1).plus(Duration.ofDays(1)))
        ? Finding.warning(
            "certificate",
            "it should have been renewed by now and ends at " + end,
            "the running sensor renews it; see its log for why it could not")
        : Finding.ok("certificate", "good until " + end + ", renewed before");
  }

  private InetSocketAddress first() {
    URI uri = centre.proxy().orElse(centre.url());
    int port = uri.getPort() >= 0 ? uri.getPort() : centre.tls() ? HTTPS : HTTP;
    return InetSocketAddress.createUnresolved(uri.getHost(), port);
  }

  private String whom() {
    return centre.proxy().isPresent() ? "the proxy" : "the centre";
  }

  private boolean resolve() {
    String host = first().getHostString();
    try {
      InetAddress.getByName(host);
      findings.add(Finding.ok("name", host + " is known here"));
      return true;
    } catch (IOException e) {
      findings.add(
          Finding.fault(
              "name",
              host + " is not known here",
              "see /etc/resolv.conf, and the host in "
                  + (centre.proxy().isPresent() ? "centre.proxy" : "centre.url")));
      return false;
    }
  }

  private boolean connect() {
    InetSocketAddress to = first();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(to.getHostString(), to.getPort()), CONNECT_MILLIS);
      findings.add(Finding.ok("connection", whom() + " answers at port " + to.getPort()));
      return true;
    } catch (IOException e) {
      findings.add(
          Finding.fault(
              "connection",
              "%s does not answer at port %d: %s".formatted(whom(), to.getPort(), ErrorText.of(e)),
              "see whether a firewall lets this host out to it, and whether it runs"));
      return false;
    }
  }

  private void send() throws IOException, InterruptedException {
    TestBatch.Result result = TestBatch.send(client(), centre.url(), owner);
    if (centre.tls()) {
      findings.add(Finding.ok("TLS", "the centre is the one that this sensor was enrolled with"));
    }
    findings.add(
        switch (result.outcome()) {
          case TAKEN -> Finding.ok("test batch", "taken, and not counted");
          case UNKNOWN_THERE ->
              Finding.skipped("test batch", "the centre is older and knows none: " + result.text());
          case REFUSED ->
              Finding.fault(
                  "test batch",
                  "the centre does not take it: " + result.text(),
                  "see `teiten-central sensors list` there");
        });
    result.clockOffset().ifPresent(offset -> findings.add(offset(offset)));
  }

  private HttpClient client() throws IOException {
    return centre.tls()
        ? new CentreClient(new IdentityFolder(centre.identity()), centre.proxy(), clock).get()
        : CentreHttp.client(centre.proxy()).build();
  }

  static Finding offset(double seconds) {
    String text =
        "this clock is %.0f s %s the centre's"
            .formatted(Math.abs(seconds), seconds < 0 ? "behind" : "ahead of");
    return Math.abs(seconds) > TOLERATED_SECONDS
        ? Finding.fault("time", text, "set the clock that is wrong, and keep it right by NTP")
        : Finding.ok("time", "this clock agrees with the centre's");
  }

  private static Optional<Finding> unsafe(IOException e) {
    return Tls.handshakeFault(e)
        .map(fault -> Finding.fault("TLS", fault, "do nothing else before this is understood"));
  }

  private static Finding unanswered(IOException e) {
    return Finding.fault(
        "test batch",
        "there was no answer: " + ErrorText.of(e),
        "see whether something on the way cuts connections off, and the centre's log");
  }
}
