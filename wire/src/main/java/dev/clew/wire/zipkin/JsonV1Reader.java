package dev.clew.wire.zipkin;

import dev.clew.wire.json.JsonReader;
import dev.clew.wire.proto.MalformedException;
import org.jspecify.annotations.Nullable;

/// Reads a list of spans in Zipkin's first JSON format.
///
/// Owned by one thread.
final class JsonV1Reader {
  private final JsonReader json;
  private final SpanTranslator out;

  private JsonV1Reader(JsonReader json, SpanTranslator out) {
    this.json = json;
    this.out = out;
  }

  static void read(byte[] body, SpanTranslator out) throws MalformedException {
    ZipkinJson.read(body, "JSON_V1", json -> json.list("body", new JsonV1Reader(json, out)::span));
  }

  private void span() throws MalformedException {
    var span = new V1Span();
    json.object("span", name -> member(span, name));
    new V1Sides(span).write(out);
  }

  private void member(V1Span span, String name) throws MalformedException {
    switch (name) {
      case "traceId" -> {
        var id = new ZipkinJson.Id(name, 32);
        json.text(id);
        span.traceIdHigh = id.high;
        span.traceIdLow = id.low;
      }
      case "id" -> span.id = ZipkinJson.id(json, name);
      case "parentId" -> span.parentId = ZipkinJson.id(json, name);
      case "name" -> span.name = json.text();
      case "timestamp" -> span.timestampMicros = Math.max(0, json.int64());
      case "duration" -> span.durationMicros = Math.max(0, json.int64());
      case "debug" -> span.isDebug = json.bool();
      case "annotations" -> json.list(name, () -> span.annotation(ZipkinJson.annotation(json)));
      case "binaryAnnotations" -> json.list(name, () -> span.tag(binaryAnnotation()));
      case "localEndpoint", "remoteEndpoint", "tags" ->
          throw ZipkinJson.wrong("JSON_V1", "JSON_V2");
      default -> json.skip();
    }
  }

  private V1Span.Tag binaryAnnotation() throws MalformedException {
    var fields = new TagFields();
    json.object("binary annotation", name -> fields.read(json, name));
    if (fields.key == null || fields.value == null) {
      throw json.malformed("Incomplete binary annotation: needs a key and a value");
    }
    return new V1Span.Tag(fields.key, fields.value, fields.endpoint);
  }

  private static final class TagFields {
    private @Nullable String key;
    private @Nullable String value;
    private @Nullable Endpoint endpoint;

    void read(JsonReader json, String name) throws MalformedException {
      switch (name) {
        case "key" -> key = json.text();
        case "value" -> value = json.scalar();
        case "endpoint" -> endpoint = ZipkinJson.endpoint(json);
        default -> json.skip();
      }
    }
  }
}
