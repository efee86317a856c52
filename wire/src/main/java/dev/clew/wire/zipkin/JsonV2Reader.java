package dev.clew.wire.zipkin;

import dev.clew.model.SpanKind;
import dev.clew.wire.json.JsonReader;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;

/// Reads a list of spans in Zipkin's second JSON format.
///
/// Owned by one thread.
final class JsonV2Reader {
  private final JsonReader json;
  private final SpanTranslator out;

  private JsonV2Reader(JsonReader json, SpanTranslator out) {
    this.json = json;
    this.out = out;
  }

  static void read(byte[] body, SpanTranslator out) throws MalformedException {
    ZipkinJson.read(body, "JSON_V2", json -> new JsonV2Reader(json, out).span());
  }

  private void span() throws IOException, MalformedException {
    var span = new ZipkinSpan();
    json.object("span", name -> member(span, name));
    out.write(span);
  }

  private void member(ZipkinSpan span, String name) throws IOException, MalformedException {
    switch (name) {
      case "traceId" -> {
        String hex = Ids.checked(name, json.text(), 32);
        span.traceIdHigh = Ids.high(hex);
        span.traceIdLow = Ids.low(hex);
      }
      case "id" -> span.id = ZipkinJson.id(json, name);
      case "parentId" -> span.parentId = ZipkinJson.id(json, name);
      case "kind" -> span.kind = kind(json.text());
      case "name" -> span.name(json.text());
      case "timestamp" -> span.timestamp(json.int64());
      case "duration" -> span.duration(json.int64());
      case "localEndpoint" -> span.local = ZipkinJson.endpoint(json);
      case "remoteEndpoint" -> span.remote = ZipkinJson.endpoint(json);
      case "annotations" -> json.list(name, () -> annotation(span));
      case "tags" -> json.members(name, key -> span.tag(key, json.scalar()));
      case "debug" -> span.isDebug = json.bool();
      case "shared" -> span.isShared = json.bool();
      case "binaryAnnotations" -> throw ZipkinJson.wrong("JSON_V2", "JSON_V1");
      default -> json.skip();
    }
  }

  private SpanKind kind(String text) throws MalformedException {
    return switch (text) {
      case "CLIENT" -> SpanKind.CLIENT;
      case "SERVER" -> SpanKind.SERVER;
      case "PRODUCER" -> SpanKind.PRODUCER;
      case "CONSUMER" -> SpanKind.CONSUMER;
      default -> throw json.malformed("needs CLIENT, SERVER, PRODUCER or CONSUMER");
    };
  }

  private void annotation(ZipkinSpan span) throws IOException, MalformedException {
    V1Span.Annotation annotation = ZipkinJson.annotation(json);
    span.annotation(annotation.micros(), annotation.value());
  }
}
