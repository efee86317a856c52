package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.query.AttributeKeysAnswer;
import dev.clew.query.AttributeValuesAnswer;
import dev.clew.query.traceql.TraceQl;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;

/// Writes what spans have.
final class AttributeWriter {
  private AttributeWriter() {}

  static void write(JsonGenerator json, AttributeKeysAnswer answer) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("attributes");
    for (AttributeKeysAnswer.Key key : answer.keys()) {
      json.writeStartObject();
      json.writeStringField("scope", word(key.scope()));
      json.writeStringField("name", key.name());
      json.writeStringField("type", word(key.type()));
      json.writeStringField("reference", TraceQl.print(key.reference()));
      count(json, key.spans());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", answer.isTruncated());
    SearchWriter.write(json, answer.coverage());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, AttributeValuesAnswer answer) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("values");
    for (AttributeValuesAnswer.Found found : answer.values()) {
      json.writeStartObject();
      ValueWriter.members(json, found.value());
      count(json, found.spans());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", answer.isTruncated());
    SearchWriter.write(json, answer.coverage());
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, OptionalLong spans) throws IOException {
    if (spans.isPresent()) {
      json.writeNumberField("spanCount", spans.getAsLong());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
