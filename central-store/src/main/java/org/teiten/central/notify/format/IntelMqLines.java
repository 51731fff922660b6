// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;

/**
 * IntelMQ events, one JSON object a line, in the names of its data harmonisation (2024). What has
 * no name there stands under {@code extra.}.
 */
final class IntelMqLines {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private IntelMqLines() {}

  static String write(Notice notice) {
    StringBuilder text = new StringBuilder();
    try {
      for (NoticedSource source : notice.sources()) {
        for (Evidence line : source.evidence()) {
          text.append(JSON.writeValueAsString(event(notice, source, line))).append('\n');
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static Map<String, Object> event(Notice notice, NoticedSource source, Evidence line) {
    Marked marked = Marked.of(line);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("feed.name", "Teiten");
    event.put("feed.provider", notice.from().organisation());
    event.put("feed.code", "teiten");
    event.put("time.source", TIME.format(line.time()));
    event.put("time.observation", TIME.format(notice.created()));
    event.put("source.ip", source.address());
    put(event, "source.port", line.sourcePort());
    put(event, "source.asn", source.network() == 0 ? null : source.network());
    put(event, "source.geolocation.cc", country(source));
    put(event, "destination.port", line.port());
    event.put("protocol.transport", transport(line.protocol()));
    if (notice.simulated()) {
      classify(event, "other", "test", "simulated");
    } else if (marked.infected()) {
      classify(event, "malicious-code", "infected-system", marked.tag());
    } else {
      classify(event, "information-gathering", "scanner", line.mark());
    }
    put(event, "malware.name", marked.malware());
    event.put(
        "event_description.text",
        "packets to unused addresses, seen by sensors that answer nothing");
    event.put("tlp", notice.to().tlp().versionOne());
    event.put("extra.tlp2", notice.to().tlp().label());
    event.put("extra.notice", notice.id());
    if (!notice.phenomena().isEmpty()) {
      event.put("extra.phenomena", notice.phenomena().stream().map(ChosenPhenomenon::id).toList());
    }
    event.put("extra.event_id", EventId.of(notice, source, line).toString());
    event.put("extra.count", line.packets());
    event.put("extra.traffic_type", line.trafficType());
    event.put("extra.ttl", line.ttl());
    put(event, "extra.icmp_type", line.icmpType());
    put(event, "extra.icmp_code", line.icmpCode());
    put(event, "extra.stack_signature", line.stackSignature());
    event.put("extra.clock", line.clock());
    put(event, "extra.clock_error_microseconds", line.clockErrorMicros());
    event.put("extra.sensors", source.sensors());
    return event;
  }

  private static void classify(
      Map<String, Object> event, String taxonomy, String type, String identifier) {
    event.put("classification.taxonomy", taxonomy);
    event.put("classification.type", type);
    put(event, "classification.identifier", identifier);
  }

  private static void put(Map<String, Object> event, String name, Object value) {
    if (value != null) {
      event.put(name, value);
    }
  }

  private static String country(NoticedSource source) {
    return source.country().length() == 2 ? source.country() : null;
  }

  /** IntelMQ knows names only, and ICMPv6 by one of its own. */
  private static String transport(String protocol) {
    return protocol.equals("icmp6") ? "ipv6-icmp" : protocol;
  }
}
