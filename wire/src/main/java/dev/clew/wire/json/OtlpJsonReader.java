package dev.clew.wire.json;

import static dev.clew.wire.json.JsonScalars.fixed64;
import static dev.clew.wire.json.JsonScalars.hex;
import static dev.clew.wire.json.JsonScalars.int32;
import static dev.clew.wire.json.JsonScalars.int64;
import static dev.clew.wire.json.JsonScalars.uint32;

import dev.clew.wire.json.JsonReader.Item;
import dev.clew.wire.json.JsonReader.Member;
import dev.clew.wire.otlp.EncodedValues;
import dev.clew.wire.otlp.LogTags;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import java.util.Map;

/// Turns an OTLP/JSON request, for spans or log records, into the same request in protobuf, token
/// by token.
///
/// Beside the specified form it takes names in snake case, enums by name, any number as a number or
/// a string. Members that are unknown or null are left out. A scalar that comes twice is the last,
/// a list or message that comes twice is both together, as in protobuf.
///
/// Owned by one thread.
public final class OtlpJsonReader {
  private static final Map<String, Integer> KINDS =
      Map.of(
          "SPAN_KIND_UNSPECIFIED", 0,
          "SPAN_KIND_INTERNAL", 1,
          "SPAN_KIND_SERVER", 2,
          "SPAN_KIND_CLIENT", 3,
          "SPAN_KIND_PRODUCER", 4,
          "SPAN_KIND_CONSUMER", 5);
  private static final Map<String, Integer> CODES =
      Map.of("STATUS_CODE_UNSET", 0, "STATUS_CODE_OK", 1, "STATUS_CODE_ERROR", 2);

  private final JsonReader reader;
  private final JsonScanner json;
  private final ProtoWriter out;

  private OtlpJsonReader(JsonReader reader, ProtoWriter out) {
    this.reader = reader;
    this.json = reader.scanner();
    this.out = out;
  }

  /// The request in protobuf.
  public static byte[] read(byte[] body) throws MalformedException {
    var out = new ProtoWriter(body.length / 2 + 64);
    JsonReader.read(body, "request", reader -> new OtlpJsonReader(reader, out).request());
    return out.toBytes();
  }

  /// A request for log records in protobuf.
  public static byte[] readLogs(byte[] body) throws MalformedException {
    var out = new ProtoWriter(body.length / 2 + 64);
    JsonReader.read(body, "request", reader -> new OtlpJsonReader(reader, out).logRequest());
    return out.toBytes();
  }

  private void object(String what, Member member) throws MalformedException {
    reader.object(what, name -> member.read(SnakeCase.toCamel(name)));
  }

  private void list(String what, Item item) throws MalformedException {
    reader.list(what, item);
  }

  private void message(int tag, String what, Member member) throws MalformedException {
    int mark = out.begin(tag);
    object(what, member);
    out.end(mark);
  }

  private void messages(int tag, String what, Member member) throws MalformedException {
    list(what, () -> message(tag, what, member));
  }

  private void request() throws MalformedException {
    object(
        "request",
        name -> {
          switch (name) {
            case "resourceSpans" -> messages(Tags.RESOURCE_SPANS, name, this::resourceSpans);
            default -> json.skipChildren();
          }
        });
  }

  private void resourceSpans(String name) throws MalformedException {
    switch (name) {
      case "resource" -> message(Tags.HEAD, name, this::resource);
      case "scopeSpans" -> messages(Tags.ITEMS, name, this::scopeSpans);
      case "schemaUrl" -> text(Tags.SCHEMA_URL);
      default -> json.skipChildren();
    }
  }

  private void logRequest() throws MalformedException {
    object(
        "request",
        name -> {
          switch (name) {
            case "resourceLogs" -> messages(Tags.RESOURCE_SPANS, name, this::resourceLogs);
            default -> json.skipChildren();
          }
        });
  }

  private void resourceLogs(String name) throws MalformedException {
    switch (name) {
      case "resource" -> message(Tags.HEAD, name, this::resource);
      case "scopeLogs" -> messages(Tags.ITEMS, name, this::scopeLogs);
      case "schemaUrl" -> text(Tags.SCHEMA_URL);
      default -> json.skipChildren();
    }
  }

  private void scopeLogs(String name) throws MalformedException {
    switch (name) {
      case "scope" -> message(Tags.HEAD, name, this::scope);
      case "logRecords" -> messages(Tags.ITEMS, name, this::logRecord);
      case "schemaUrl" -> text(Tags.SCHEMA_URL);
      default -> json.skipChildren();
    }
  }

  private void logRecord(String name) throws MalformedException {
    switch (name) {
      case "timeUnixNano" -> out.fixed64(LogTags.TIME, fixed64(json));
      case "observedTimeUnixNano" -> out.fixed64(LogTags.OBSERVED_TIME, fixed64(json));
      case "severityNumber" -> out.varint(LogTags.SEVERITY_NUMBER, int32(json, Map.of()));
      case "severityText" -> text(LogTags.SEVERITY_TEXT);
      case "body" -> message(LogTags.BODY, name, member -> value(member, 0));
      case "attributes" -> messages(LogTags.ATTRIBUTES, name, this::attribute);
      case "droppedAttributesCount" -> count(LogTags.DROPPED_ATTRIBUTES);
      case "flags" -> out.fixed32(LogTags.FLAGS, uint32(json));
      case "traceId" -> out.bytes(LogTags.TRACE_ID, hex(json, 16));
      case "spanId" -> out.bytes(LogTags.SPAN_ID, hex(json, 8));
      case "eventName" -> text(LogTags.EVENT_NAME);
      default -> json.skipChildren();
    }
  }

  private void resource(String name) throws MalformedException {
    switch (name) {
      case "attributes" -> messages(Tags.RESOURCE_ATTRIBUTES, name, this::attribute);
      case "droppedAttributesCount" -> count(Tags.RESOURCE_DROPPED_ATTRIBUTES);
      default -> json.skipChildren();
    }
  }

  private void scopeSpans(String name) throws MalformedException {
    switch (name) {
      case "scope" -> message(Tags.HEAD, name, this::scope);
      case "spans" -> messages(Tags.ITEMS, name, this::span);
      case "schemaUrl" -> text(Tags.SCHEMA_URL);
      default -> json.skipChildren();
    }
  }

  private void scope(String name) throws MalformedException {
    switch (name) {
      case "name" -> text(Tags.SCOPE_NAME);
      case "version" -> text(Tags.SCOPE_VERSION);
      case "attributes" -> messages(Tags.SCOPE_ATTRIBUTES, name, this::attribute);
      case "droppedAttributesCount" -> count(Tags.SCOPE_DROPPED_ATTRIBUTES);
      default -> json.skipChildren();
    }
  }

  private void span(String name) throws MalformedException {
    switch (name) {
      case "traceId" -> out.bytes(Tags.TRACE_ID, hex(json, 16));
      case "spanId" -> out.bytes(Tags.SPAN_ID, hex(json, 8));
      case "traceState" -> text(Tags.TRACE_STATE);
      case "parentSpanId" -> out.bytes(Tags.PARENT_SPAN_ID, hex(json, 8));
      case "name" -> text(Tags.NAME);
      case "kind" -> out.varint(Tags.KIND, int32(json, KINDS));
      case "startTimeUnixNano" -> out.fixed64(Tags.START_TIME, fixed64(json));
      case "endTimeUnixNano" -> out.fixed64(Tags.END_TIME, fixed64(json));
      case "attributes" -> messages(Tags.ATTRIBUTES, name, this::attribute);
      case "droppedAttributesCount" -> count(Tags.DROPPED_ATTRIBUTES);
      case "events" -> messages(Tags.EVENTS, name, this::event);
      case "droppedEventsCount" -> count(Tags.DROPPED_EVENTS);
      case "links" -> messages(Tags.LINKS, name, this::link);
      case "droppedLinksCount" -> count(Tags.DROPPED_LINKS);
      case "status" -> message(Tags.STATUS, name, this::status);
      case "flags" -> out.fixed32(Tags.FLAGS, uint32(json));
      default -> json.skipChildren();
    }
  }

  private void event(String name) throws MalformedException {
    switch (name) {
      case "timeUnixNano" -> out.fixed64(Tags.EVENT_TIME, fixed64(json));
      case "name" -> text(Tags.EVENT_NAME);
      case "attributes" -> messages(Tags.EVENT_ATTRIBUTES, name, this::attribute);
      case "droppedAttributesCount" -> count(Tags.EVENT_DROPPED_ATTRIBUTES);
      default -> json.skipChildren();
    }
  }

  private void link(String name) throws MalformedException {
    switch (name) {
      case "traceId" -> out.bytes(Tags.LINK_TRACE_ID, hex(json, 16));
      case "spanId" -> out.bytes(Tags.LINK_SPAN_ID, hex(json, 8));
      case "traceState" -> text(Tags.LINK_TRACE_STATE);
      case "attributes" -> messages(Tags.LINK_ATTRIBUTES, name, this::attribute);
      case "droppedAttributesCount" -> count(Tags.LINK_DROPPED_ATTRIBUTES);
      case "flags" -> out.fixed32(Tags.LINK_FLAGS, uint32(json));
      default -> json.skipChildren();
    }
  }

  private void status(String name) throws MalformedException {
    switch (name) {
      case "message" -> text(Tags.STATUS_MESSAGE);
      case "code" -> out.varint(Tags.STATUS_CODE, int32(json, CODES));
      default -> json.skipChildren();
    }
  }

  private void attribute(String name) throws MalformedException {
    keyValue(name, 0);
  }

  private void keyValue(String name, int depth) throws MalformedException {
    switch (name) {
      case "key" -> text(Tags.KEY);
      case "value" -> message(Tags.VALUE, name, member -> value(member, depth));
      default -> json.skipChildren();
    }
  }

  private void value(String name, int depth) throws MalformedException {
    switch (name) {
      case "stringValue" -> text(Tags.STRING_VALUE);
      case "boolValue" -> out.varint(Tags.BOOL_VALUE, JsonScalars.bool(json) ? 1 : 0);
      case "intValue" -> out.varint(Tags.INT_VALUE, int64(json));
      case "doubleValue" ->
          out.fixed64(Tags.DOUBLE_VALUE, Double.doubleToRawLongBits(JsonScalars.float64(json)));
      case "arrayValue" ->
          values(
              Tags.ARRAY_VALUE,
              depth + 1,
              () -> message(Tags.VALUES, "value", member -> value(member, depth + 1)));
      case "kvlistValue" ->
          values(
              Tags.MAP_VALUE,
              depth + 1,
              () -> message(Tags.VALUES, "entry", member -> keyValue(member, depth + 1)));
      case "bytesValue" -> out.bytes(Tags.BYTES_VALUE, JsonScalars.base64(json));
      default -> json.skipChildren();
    }
  }

  private void values(int tag, int depth, Item item) throws MalformedException {
    if (depth > EncodedValues.MAX_DEPTH) {
      throw json.malformed("attribute values must not nest deeper than " + EncodedValues.MAX_DEPTH);
    }
    message(
        tag,
        "value",
        name -> {
          switch (name) {
            case "values" -> list(name, item);
            default -> json.skipChildren();
          }
        });
  }

  private void text(int tag) throws MalformedException {
    JsonScalars.checkText(json);
    byte[] text = json.utf8();
    int from = json.utf8From();
    out.bytes(tag, text, from, json.utf8To() - from);
  }

  private void count(int tag) throws MalformedException {
    out.varint(tag, Integer.toUnsignedLong(uint32(json)));
  }
}
