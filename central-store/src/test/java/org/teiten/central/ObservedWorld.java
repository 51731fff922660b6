// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.batch.EpochKind;

/**
 * What was sent to some sensors, by chance but the same for the same seed, and a configuration
 * whose store has it. A test knows each row, so that it can state itself what an answer must be.
 */
public final class ObservedWorld {
  /** Days on which it is sent. */
  public static final List<String> DAYS = List.of("2026-06-15", "2026-06-16", "2026-06-17");

  /** Ports, the first ones more often. */
  public static final List<Integer> PORTS = List.of(23, 22, 445, 80, 5555);

  /** Groups of sensors, each with as many sensors. */
  public static final List<String> GROUPS = List.of("campus", "domestic", "overseas");

  private static final int SENSORS_A_GROUP = 3;

  /** Networks: prefix, AS, country. */
  public record Network(String prefix, long number, String country) {}

  /** All of them, by their addresses. */
  public static final List<Network> NETWORKS =
      List.of(
          new Network("18.5", 64_510, "US"),
          new Network("133.11", 64_500, "JP"),
          new Network("133.12", 64_501, "JP"),
          new Network("150.65", 64_502, "JP"),
          new Network("193.1", 64_520, "FR"));

  /**
   * Packets of one source to one port of one sensor on one day, in a minute.
   *
   * @param network of the source
   */
  public record Sent(
      String sensor,
      String group,
      String day,
      String source,
      Network network,
      int port,
      long packets) {}

  private final List<Sent> sent = new ArrayList<>();
  private final Path config;

  /**
   * Makes it and imports it.
   *
   * @param sources how many there are in each network
   */
  public ObservedWorld(Path folder, long seed, int sources) throws IOException {
    Files.createDirectories(folder.resolve("contacts"));
    Files.writeString(
        folder.resolve("contacts/all.yaml"),
        """
        organisations:
          - {id: campus, name: Example University, prefixes: [133.11.0.0/17], contacts: [csirt@campus.example], languages: [ja, en]}
          - {id: isp, name: Example ISP, networks: [AS64500, AS64501], contacts: [abuse@isp.example]}
          - {id: jp-csirt, name: Example National CSIRT, role: national, countries: [JP], contacts: [notices@csirt.example]}
          - {id: us-csirt, name: Example Other CSIRT, role: national, countries: [US], contacts: [notices@us.example]}
        """);
    origins(folder);
    config =
        Files.writeString(
            folder.resolve("central-store.yaml"),
            """
            data: data
            ingest: {listen: '127.0.0.1:0'}
            http: {listen: '127.0.0.1:0'}
            query: {listen: '127.0.0.1:0', requests_a_minute: 100000, strangers_a_minute: 100000, logins_a_minute: 1000}
            store: {memory_limit: 256MiB, min_free: 0B}
            origin:
              databases:
                - {name: country, kind: country, date: 2026-06-17, family: ipv4, file: country.csv}
                - {name: asn, kind: asn, date: 2026-06-17, family: ipv4, file: asn.csv}
            notices:
              contacts: contacts
              sender: {organisation: Example CSIRT, contact: csirt@centre.example}
              folder: outbox
            """);
    send(new Random(seed), sources);
    write(folder.resolve("batches"));
    Run.Result imported =
        Run.command("import", "--config", config, "--register", folder.resolve("batches"));
    assertThat(imported.code()).as(imported.err()).isZero();
  }

  private static void origins(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("country.csv"),
        NETWORKS.stream()
            .map(
                one ->
                    "%s.0.0,%s.255.255,%s\n".formatted(one.prefix(), one.prefix(), one.country()))
            .collect(Collectors.joining()));
    Files.writeString(
        folder.resolve("asn.csv"),
        NETWORKS.stream()
            .map(
                one -> "%s.0.0,%s.255.255,%d\n".formatted(one.prefix(), one.prefix(), one.number()))
            .collect(Collectors.joining()));
  }

  private void send(Random random, int sources) {
    for (Network network : NETWORKS) {
      for (int i = 0; i < sources; i++) {
        String source =
            network.prefix() + "." + random.nextInt(256) + "." + (1 + random.nextInt(250));
        int port = PORTS.get(Math.min(random.nextInt(8), PORTS.size() - 1));
        for (int sensor = 0; sensor < GROUPS.size() * SENSORS_A_GROUP; sensor++) {
          String day = DAYS.get(random.nextInt(DAYS.size()));
          if (random.nextInt(3) == 0) {
            String group = GROUPS.get(sensor / SENSORS_A_GROUP);
            sent.add(
                new Sent(
                    group + "-" + (1 + sensor % SENSORS_A_GROUP),
                    group,
                    day,
                    source,
                    network,
                    port,
                    1 + random.nextInt(9)));
          }
        }
      }
    }
  }

  private void write(Path batches) throws IOException {
    int sequence = 0;
    for (int sensor = 0; sensor < GROUPS.size() * SENSORS_A_GROUP; sensor++) {
      String group = GROUPS.get(sensor / SENSORS_A_GROUP);
      String id = group + "-" + (1 + sensor % SENSORS_A_GROUP);
      for (String day : DAYS) {
        Batch.Minute minute =
            Batch.of(id, 1, sequence++)
                .kind(EpochKind.CAPTURE)
                .group(group)
                .minute(day + "T10:00:00Z");
        for (Sent one : merged(id, day)) {
          minute.row(
              one.source(), 6, one.port(), -1, -1, TrafficType.TCP_SYN, "none", one.packets());
        }
        minute.and().writeTo(batches);
      }
    }
  }

  /** A source by chance drawn twice sends to a sensor's port once a minute. */
  private List<Sent> merged(String sensor, String day) {
    return List.copyOf(
        sent.stream()
            .filter(one -> one.sensor().equals(sensor) && one.day().equals(day))
            .collect(
                Collectors.toMap(
                    one -> one.source() + " " + one.port(),
                    one -> one,
                    (a, b) ->
                        new Sent(
                            a.sensor(),
                            a.group(),
                            a.day(),
                            a.source(),
                            a.network(),
                            a.port(),
                            a.packets() + b.packets())))
            .values());
  }

  /** All that was sent. */
  public List<Sent> sent() {
    return sent;
  }

  public Path config() {
    return config;
  }
}
