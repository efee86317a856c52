package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.AttributeValue;
import dev.clew.model.ValueType;
import dev.clew.wire.otlp.EncodedValues;
import dev.clew.wire.otlp.LogTags;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.ProtoWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Writes log records as OTLP/JSON. Fields that it does not know are left out.
///
/// Owned by one thread.
public final class LogJsonWriter {
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] request;
  private final ProtoReader in;
  private final JsonGenerator json;

  private LogJsonWriter(byte[] request, JsonGenerator json) {
    this.request = request;
    this.json = json;
    in = new ProtoReader(request, 0, request.length);
  }

  /// Writes the `ResourceLogs` of an `ExportLogsServiceRequest` as the next items of an array.
  public static void writeResourceLogs(byte[] request, JsonGenerator json)
      throws IOException, MalformedException {
    new LogJsonWriter(request, json).resources();
  }

  /// Writes the field whose tag was just read.
  private interface Field {
    void write(int tag) throws IOException, MalformedException;
  }

  private void resources() throws IOException, MalformedException {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.RESOURCE_SPANS) {
        group("resource", Tags.RESOURCE_ATTRIBUTES, "scopeLogs", _ -> scope());
      } else {
        in.skip(tag);
      }
    }
  }

  private void scope() throws IOException, MalformedException {
    group("scope", Tags.SCOPE_ATTRIBUTES, "logRecords", _ -> record());
  }

  /// Writes a `ResourceLogs` or a `ScopeLogs`: its head, then its items.
  private void group(String head, int attributesTag, String items, Field item)
      throws IOException, MalformedException {
    int outer = in.enter();
    int from = in.position();
    int to = in.limit();
    json.writeStartObject();
    each(Tags.HEAD, _ -> head(head, attributesTag));
    in.window(from, to);
    each(Tags.SCHEMA_URL, _ -> json.writeStringField("schemaUrl", text()));
    in.window(from, to);
    json.writeArrayFieldStart(items);
    each(Tags.ITEMS, item);
    json.writeEndArray();
    json.writeEndObject();
    in.leave(outer);
  }

  private void each(int wanted, Field field) throws IOException, MalformedException {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == wanted) {
        field.write(tag);
      } else {
        in.skip(tag);
      }
    }
  }

  private void head(String name, int attributesTag) throws IOException, MalformedException {
    int outer = in.enter();
    var attributes = new ProtoWriter();
    json.writeObjectFieldStart(name);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == attributesTag) {
        gather(attributes);
      } else if (name.equals("scope") && tag == Tags.SCOPE_NAME) {
        json.writeStringField("name", text());
      } else if (name.equals("scope") && tag == Tags.SCOPE_VERSION) {
        json.writeStringField("version", text());
      } else {
        in.skip(tag);
      }
    }
    attributes(attributes);
    json.writeEndObject();
    in.leave(outer);
  }

  private void record() throws IOException, MalformedException {
    int outer = in.enter();
    var attributes = new ProtoWriter();
    json.writeStartObject();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case LogTags.TIME -> time("timeUnixNano");
        case LogTags.OBSERVED_TIME -> time("observedTimeUnixNano");
        case LogTags.SEVERITY_NUMBER -> json.writeNumberField("severityNumber", in.int32());
        case LogTags.SEVERITY_TEXT -> json.writeStringField("severityText", text());
        case LogTags.BODY -> body();
        case LogTags.ATTRIBUTES -> gather(attributes);
        case LogTags.DROPPED_ATTRIBUTES ->
            json.writeNumberField("droppedAttributesCount", Integer.toUnsignedLong(in.int32()));
        case LogTags.FLAGS -> json.writeNumberField("flags", Integer.toUnsignedLong(in.fixed32()));
        case LogTags.TRACE_ID -> json.writeStringField("traceId", HEX.formatHex(bytes()));
        case LogTags.SPAN_ID -> json.writeStringField("spanId", HEX.formatHex(bytes()));
        case LogTags.EVENT_NAME -> json.writeStringField("eventName", text());
        default -> in.skip(tag);
      }
    }
    attributes(attributes);
    json.writeEndObject();
    in.leave(outer);
  }

  private void time(String name) throws IOException, MalformedException {
    json.writeStringField(name, Long.toUnsignedString(in.fixed64()));
  }

  private void body() throws IOException, MalformedException {
    var list = new ProtoWriter();
    gather(list);
    json.writeFieldName("body");
    var values = (AttributeValue.Array) EncodedValues.decode(ValueType.ARRAY, list.toBytes());
    JsonValues.writeValue(json, values.values().getFirst());
  }

  /// Takes a message as an item of a list of its kind.
  private void gather(ProtoWriter list) throws MalformedException {
    list.bytes(Tags.VALUES, bytes());
  }

  private void attributes(ProtoWriter list) throws IOException {
    if (list.size() > 0) {
      json.writeFieldName("attributes");
      var map = (AttributeValue.Map) EncodedValues.decode(ValueType.MAP, list.toBytes());
      JsonValues.writeEntries(json, map.entries());
    }
  }

  private byte[] bytes() throws MalformedException {
    int length = in.length();
    int from = in.position();
    in.advance(length);
    return Arrays.copyOfRange(request, from, from + length);
  }

  private String text() throws MalformedException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
