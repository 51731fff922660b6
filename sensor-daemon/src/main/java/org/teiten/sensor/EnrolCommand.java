// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.teiten.sensor.enrol.Enrolment;
import org.teiten.sensor.enrol.IdentityFolder;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.EnrolmentToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code enrol}: the first contact with the centre. */
@Command(
    name = "enrol",
    mixinStandardHelpOptions = true,
    description = {
      "Makes this sensor's key and gets a certificate for it, with a token that the centre's operator",
      "made for it. The key never leaves this host. A daemon that runs takes the certificate up."
    },
    footer = {
      "",
      "Example:",
      "  teiten-sensor enrol https://centre.example:8443 T1…",
      "",
      "Exit code: 0 enrolled, 1 the world failed or the centre refuses, 2 wrong usage or"
          + " configuration."
    })
final class EnrolCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      defaultValue = "/etc/teiten/sensor.yaml",
      paramLabel = "FILE",
      description = "The sensor's settings; default ${DEFAULT-VALUE}.")
  private Path file;

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "The centre's ingest listener, as in centre.url.")
  private URI url;

  @Parameters(
      index = "1",
      paramLabel = "TOKEN",
      description = "What \"teiten-central sensors invite\" printed.")
  private String token;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InvalidConfigException, CommandException, InterruptedException {
    SensorConfig config = load();
    EnrolmentToken invitation;
    try {
      invitation = EnrolmentToken.parse(token.strip());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
    if (!"https".equals(url.getScheme())) {
      throw CommandException.usage("the centre's URL must begin with https://, not " + url);
    }
    if (!withoutSlash(url).equals(withoutSlash(config.centre().url()))) {
      throw CommandException.usage(
          "centre.url in "
              + file
              + " is "
              + config.centre().url()
              + ", not "
              + url
              + "; write the same in both places");
    }
    IdentityFolder folder = new IdentityFolder(config.centre().identity());
    try {
      Enrolment.Enrolled enrolled =
          new Enrolment(folder, config.centre().proxy(), Clock.systemUTC())
              .enrol(url, invitation, config.sensor());
      tell(config, folder, enrolled);
      return CommandRunner.DONE;
    } catch (IOException e) {
      throw CommandException.world("not enrolled: " + ErrorText.of(e), e);
    }
  }

  private static String withoutSlash(URI uri) {
    return uri.toString().replaceFirst("/$", "");
  }

  private SensorConfig load() throws InvalidConfigException, CommandException {
    try {
      return ConfigFile.load(file, SensorConfig.class);
    } catch (IOException e) {
      throw CommandException.usage(
          "cannot read the configuration: "
              + ErrorText.of(e)
              + "; write one first, or name it with --config",
          e);
    }
  }

  private void tell(SensorConfig config, IdentityFolder folder, Enrolment.Enrolled enrolled) {
    var out = spec.commandLine().getOut();
    out.printf(
        "%s is enrolled at %s; its certificate is good until %s and in %s%n",
        config.sensor(),
        config.centre().url(),
        Certificates.end(enrolled.identity().certificate()),
        folder.identityFile());
    if (!enrolled.group().equals(config.group())) {
      spec.commandLine()
          .getErr()
          .printf(
              "The centre counts it in group %s; this configuration says %s, which is not used.%n",
              enrolled.group(), config.group());
    }
  }
}
