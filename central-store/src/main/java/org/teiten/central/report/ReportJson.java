// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.LocalDate;
import org.teiten.central.knowledge.KnownDate;

/** A report as one JSON object, and its contents as they go between processes. */
public final class ReportJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(dates())
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ReportJson() {}

  private static SimpleModule dates() {
    SimpleModule dates = new SimpleModule();
    dates.addSerializer(LocalDate.class, ToStringSerializer.instance);
    dates.addSerializer(KnownDate.class, ToStringSerializer.instance);
    dates.addDeserializer(
        LocalDate.class,
        new Text<>(LocalDate.class) {
          private static final long serialVersionUID = 1;

          @Override
          LocalDate of(String text) {
            return LocalDate.parse(text);
          }
        });
    dates.addDeserializer(
        KnownDate.class,
        new Text<>(KnownDate.class) {
          private static final long serialVersionUID = 1;

          @Override
          KnownDate of(String text) {
            return KnownDate.parse(text);
          }
        });
    return dates;
  }

  private abstract static class Text<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1;

    Text(Class<T> type) {
      super(type);
    }

    abstract T of(String text);

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return of(parser.getText());
    }
  }

  /** All that stands in a report. */
  static String of(ReportDocument document) {
    ObjectNode json = JSON.createObjectNode();
    json.put("language", document.words().language().code());
    json.set("texts", JSON.valueToTree(document.texts()));
    json.setAll((ObjectNode) JSON.valueToTree(document.contents()));
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Contents as bytes. */
  public static byte[] write(ReportContents contents) throws IOException {
    return JSON.writeValueAsBytes(contents);
  }

  /** Contents from bytes. */
  public static ReportContents read(byte[] bytes) throws IOException {
    return JSON.readValue(bytes, ReportContents.class);
  }
}
