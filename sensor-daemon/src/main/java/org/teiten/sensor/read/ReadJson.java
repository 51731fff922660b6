// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.UndecodableReason;

/** The report as one JSON object; {@code read.schema.json} describes it. */
final class ReadJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ReadJson() {}

  static void write(ReadReport report, OutputStream out) throws IOException {
    JsonGenerator json =
        FACTORY
            .createGenerator(out)
            .setPrettyPrinter(new DefaultPrettyPrinter())
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeNumberField("packets", report.packets());
    if (report.filtered().isPresent()) {
      json.writeNumberField("filtered", report.filtered().getAsLong());
    }
    json.writeNumberField("bytes", report.bytes());
    json.writeStringField("first", report.first().map(Object::toString).orElse(null));
    json.writeStringField("last", report.last().map(Object::toString).orElse(null));
    json.writeNumberField("not_ip", report.notIp());
    json.writeObjectFieldStart("undecodable");
    for (UndecodableReason reason : UndecodableReason.values()) {
      json.writeNumberField(reason.label(), report.undecodable().count(reason));
    }
    json.writeEndObject();
    json.writeNumberField("not_monitored", report.notMonitored());
    json.writeNumberField("solicited", report.solicited());
    json.writeObjectFieldStart("ip");
    json.writeNumberField("4", report.ipv4());
    json.writeNumberField("6", report.ipv6());
    json.writeEndObject();
    json.writeObjectFieldStart("classes");
    for (TrafficClass trafficClass : TrafficClass.values()) {
      json.writeNumberField(trafficClass.label(), report.classes().count(trafficClass));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("fingerprints");
    for (Map.Entry<String, Long> mark : report.fingerprints().entrySet()) {
      json.writeNumberField(mark.getKey(), mark.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("ports");
    for (PortTotal port : report.ports()) {
      port(json, port);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private static void port(JsonGenerator json, PortTotal total) throws IOException {
    PortKey key = total.key();
    json.writeStartObject();
    if (key.protocolName().isEmpty()) {
      json.writeNumberField("protocol", key.protocol());
    } else {
      json.writeStringField("protocol", key.protocolName());
    }
    if (key.port() < 0) {
      json.writeNullField("port");
    } else {
      json.writeNumberField("port", key.port());
    }
    if (key.isIcmp()) {
      json.writeNumberField("type", key.icmpType());
      json.writeNumberField("code", key.icmpCode());
    }
    json.writeStringField("class", key.trafficType().trafficClass().label());
    json.writeStringField("type_of_traffic", key.trafficType().label());
    json.writeNumberField("packets", total.packets());
    json.writeNumberField("bytes", total.bytes());
    json.writeNumberField("sources", total.sources());
    if (total.sourcesEstimated()) {
      json.writeBooleanField("sources_estimated", true);
    }
    json.writeEndObject();
  }
}
