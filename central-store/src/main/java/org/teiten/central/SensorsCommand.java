// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.teiten.central.ingest.Invited;
import org.teiten.central.ingest.ListedSensor;
import org.teiten.central.ingest.Refusal;
import org.teiten.central.ingest.SensorOrder;
import org.teiten.central.ingest.SensorOrder.Action;
import org.teiten.central.pki.TlsConfig;
import org.teiten.central.text.Csv;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code teiten-central sensors}. */
@Command(
    name = "sensors",
    description = "Which sensors deliver here: invites them, lists them, turns them away.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SensorsCommand.ListAll.class,
      SensorsCommand.Invite.class,
      SensorsCommand.Revoke.class,
      SensorsCommand.Disable.class,
      SensorsCommand.Enable.class,
      SensorsCommand.Rename.class
    },
    footer = {
      "",
      "Each works beside a running centre and without one.",
      "",
      "Examples:",
      "  teiten-central sensors invite sensor-07 --group jp --config central-store.yaml",
      "  teiten-central sensors list --config central-store.yaml"
    })
final class SensorsCommand {
  private interface Work {
    void with(Centre centre) throws IOException, Refusal;
  }

  private static void work(CentralConfig config, Work work) throws Exception {
    try (Centre centre = Centre.open(config, true)) {
      work.with(centre);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    } catch (Refusal e) {
      throw CommandException.world(e.getMessage(), e);
    }
  }

  /** Whether sensors are brought in by invitation, and not by the operator's own authority. */
  private static boolean invites(CentralConfig config) {
    return config.ingest().tls().map(TlsConfig::ownAuthority).orElse(true);
  }

  /** {@code teiten-central sensors invite}. */
  @Command(
      name = "invite",
      description = {
        "Prints a one-time token for a sensor, new or known, on standard output.",
        "The centre's own certificate authority is made when it is first needed."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  teiten-central sensors invite sensor-07 --group jp --config central-store.yaml"
      })
  static final class Invite implements Callable<Integer> {
    @Mixin private CentralOptions options;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SENSOR", description = "its name, as in its own configuration")
    private String sensor;

    @Option(
        names = "--group",
        paramLabel = "GROUP",
        description = "the group it is counted in; of a new sensor \"default\"")
    private String group;

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "7",
        description = "how long the token can be used; default ${DEFAULT-VALUE}")
    private int days;

    @Option(
        names = "--format",
        defaultValue = "table",
        paramLabel = "table|json|csv",
        description = "default ${DEFAULT-VALUE}, which is the token alone")
    private OutputFormat format;

    @Override
    public Integer call() throws Exception {
      work(options.load(), centre -> print(centre.invite(sensor, group, Duration.ofDays(days))));
      return 0;
    }

    private void print(Invited invited) throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      switch (format) {
        case JSON -> out.println(json(invited));
        case CSV -> {
          out.println("sensor,group,expires,url,token,authority,replaces");
          out.println(
              Csv.line(
                  invited.sensor(),
                  invited.group(),
                  invited.expires(),
                  invited.url(),
                  invited.token(),
                  invited.authority(),
                  invited.replaces()));
        }
        case TABLE -> {
          out.println(invited.token());
          out.flush();
          tell(invited, spec.commandLine().getErr());
        }
      }
    }

    private static void tell(Invited invited, PrintWriter err) {
      err.printf(
          "For sensor %s of group %s, once, until %s. On the sensor:%n"
              + "  teiten-sensor enrol %s TOKEN%n",
          invited.sensor(), invited.group(), invited.expires(), invited.url());
      if (invited.replaces() != null) {
        err.printf(
            "The certificate that this sensor has until %s is revoked once the token is used.%n",
            invited.replaces());
      }
      err.flush();
    }
  }

  private static String json(Object value) throws IOException {
    JsonMapper json = ControlEndpoint.JSON;
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /** {@code teiten-central sensors list}. */
  @Command(
      name = "list",
      description = {
        "Lists sensors: how they are and why, what they last observed, how well, how far behind the",
        "centre is, and until when their certificates last. Coverage and lost packets are those of",
        "the last 24 hours."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  teiten-central sensors list --config central-store.yaml"})
  static final class ListAll implements Callable<Integer> {
    @Mixin private CentralOptions options;
    @Spec private CommandSpec spec;

    @Option(
        names = "--format",
        defaultValue = "table",
        paramLabel = "table|json|csv",
        description = "default ${DEFAULT-VALUE}")
    private OutputFormat format;

    @Override
    public Integer call() throws Exception {
      work(options.load(), centre -> print(centre.sensors()));
      return 0;
    }

    private void print(List<ListedSensor> sensors) throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      switch (format) {
        case JSON -> out.println(json(java.util.Map.of("sensors", sensors)));
        case CSV -> SensorsTable.csv(sensors, out);
        case TABLE -> SensorsTable.print(sensors, out);
      }
      out.flush();
    }
  }

  /** What is wanted of one sensor that is known. */
  private abstract static class Order implements Callable<Integer> {
    @Mixin private CentralOptions options;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SENSOR", description = "its name")
    private String sensor;

    abstract SensorOrder order(String name);

    /** What is told once it is done. */
    abstract String done(String name, CentralConfig config);

    @Override
    public Integer call() throws Exception {
      CentralConfig config = options.load();
      work(config, centre -> centre.obey(order(sensor)));
      spec.commandLine().getOut().println(done(sensor, config));
      return 0;
    }
  }

  /** {@code teiten-central sensors revoke}. */
  @Command(
      name = "revoke",
      description = {
        "Refuses a sensor for good: all its certificates and invitations, at its next request.",
        "Its batches wait in its spool. A new invitation brings it back; where the operator's own",
        "authority issues certificates, another of them and \"enable\" do."
      },
      mixinStandardHelpOptions = true)
  static final class Revoke extends Order {
    @Override
    SensorOrder order(String name) {
      return new SensorOrder(Action.REVOKE, name, null);
    }

    @Override
    String done(String name, CentralConfig config) {
      return name
          + (invites(config)
              ? " is revoked; invite it to bring it back"
              : " is revoked; to bring it back give it another certificate of your authority, and"
                  + " enable it");
    }
  }

  /** {@code teiten-central sensors disable}. */
  @Command(
      name = "disable",
      description = "Refuses a sensor until it is enabled; it keeps its certificate.",
      mixinStandardHelpOptions = true)
  static final class Disable extends Order {
    @Override
    SensorOrder order(String name) {
      return new SensorOrder(Action.DISABLE, name, null);
    }

    @Override
    String done(String name, CentralConfig config) {
      return name + " is disabled; its batches wait in its spool";
    }
  }

  /** {@code teiten-central sensors enable}. */
  @Command(
      name = "enable",
      description = "Takes a disabled sensor's batches again; revoked certificates stay revoked.",
      mixinStandardHelpOptions = true)
  static final class Enable extends Order {
    @Override
    SensorOrder order(String name) {
      return new SensorOrder(Action.ENABLE, name, null);
    }

    @Override
    String done(String name, CentralConfig config) {
      return name + " may deliver again";
    }
  }

  /** {@code teiten-central sensors rename}. */
  @Command(
      name = "rename",
      description = {
        "Gives a sensor another name in every answer.",
        "It goes on delivering under its old one, and may deliver under the new one once enrolled so."
      },
      mixinStandardHelpOptions = true)
  static final class Rename extends Order {
    @Parameters(index = "1", paramLabel = "NAME", description = "its new name")
    private String to;

    @Override
    SensorOrder order(String name) {
      return new SensorOrder(Action.RENAME, name, to);
    }

    @Override
    String done(String name, CentralConfig config) {
      return name + " is called " + to + " now";
    }
  }
}
