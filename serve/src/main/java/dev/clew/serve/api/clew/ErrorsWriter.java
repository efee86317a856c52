package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.analyze.ErrorGroups;
import dev.clew.serve.api.Json;
import java.io.IOException;

/// Writes groups of failed spans.
final class ErrorsWriter {
  private ErrorsWriter() {}

  static void write(JsonGenerator json, ErrorGroups errors) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("range");
    Json.moment(json, "startUnixNano", errors.range().startNanos());
    Json.moment(json, "endUnixNano", errors.range().endNanos());
    json.writeEndObject();
    json.writeNumberField("errorCount", errors.errors());
    json.writeArrayFieldStart("groups");
    for (ErrorGroups.Group group : errors.groups()) {
      group(json, group);
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", errors.isTruncated());
    if (errors.lookedAtBefore().isPresent()) {
      json.writeObjectFieldStart("lookedAtBefore");
      Json.moment(json, "startUnixNano", errors.lookedAtBefore().get().startNanos());
      Json.moment(json, "endUnixNano", errors.lookedAtBefore().get().endNanos());
      json.writeEndObject();
    } else {
      json.writeNullField("lookedAtBefore");
    }
    SearchWriter.write(json, errors.coverage());
    json.writeEndObject();
  }

  private static void group(JsonGenerator json, ErrorGroups.Group group) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", group.id());
    json.writeStringField("type", group.type());
    json.writeStringField("message", group.message());
    json.writeStringField("frame", group.frame());
    json.writeStringField("service", group.service());
    json.writeNumberField("count", group.count());
    json.writeNumberField("traceCount", group.traces());
    json.writeNumberField("share", group.share());
    json.writeFieldName("sparkline");
    int[] sparkline = group.sparkline().stream().mapToInt(Integer::intValue).toArray();
    json.writeArray(sparkline, 0, sparkline.length);
    Json.moment(json, "firstSeenUnixNano", group.firstSeenNanos());
    Json.moment(json, "lastSeenUnixNano", group.lastSeenNanos());
    json.writeBooleanField("new", group.isNew());
    json.writeBooleanField("regressed", group.quietNanos() > 0);
    Json.duration(json, "quietNanos", group.quietNanos());
    json.writeArrayFieldStart("versions");
    for (ErrorGroups.Version version : group.versions()) {
      json.writeStartObject();
      json.writeStringField("version", version.name());
      json.writeNumberField("count", version.count());
      Json.moment(json, "firstSeenUnixNano", version.firstSeenNanos());
      Json.moment(json, "lastSeenUnixNano", version.lastSeenNanos());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("names");
    Json.texts(json, group.names());
    json.writeArrayFieldStart("examples");
    for (ErrorGroups.Example example : group.examples()) {
      json.writeStartObject();
      json.writeStringField("traceId", example.trace().toString());
      json.writeStringField("spanId", example.span().toString());
      Json.moment(json, "startUnixNano", example.startNanos());
      json.writeStringField("message", example.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
