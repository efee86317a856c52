package dev.clew.wire.zipkin;

import dev.clew.wire.json.JsonReader;
import dev.clew.wire.json.JsonReader.Utf8Target;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;

/// Reads a list of spans in Zipkin's first JSON format. Texts go from the body to the request as
/// the bytes that they are.
///
/// Owned by one thread.
final class JsonV1Reader {
  private final JsonReader json;
  private final V1Span span;
  private final V1Sides sides;
  private final JsonEndpoints endpoints;
  private final JsonAnnotations annotations;
  private final JsonReader.Member member = this::member;
  private final JsonReader.Item annotation = this::annotation;
  private final JsonReader.Item tag = this::tag;
  private final JsonReader.Member tagMember = this::tagMember;
  private final ZipkinJson.Id traceId = new ZipkinJson.Id("traceId", 32);
  private final ZipkinJson.Id spanId = new ZipkinJson.Id("id", 16);
  private final ZipkinJson.Id parentId = new ZipkinJson.Id("parentId", 16);
  private final Utf8Target toText = this::takeText;

  // The text that was taken last, and what there is of a tag.
  private long text = Slice.EMPTY;
  private long key = Slice.EMPTY;
  private long value = Slice.EMPTY;
  private boolean hasKey;
  private boolean hasValue;
  private Endpoint host = Endpoint.UNKNOWN;

  private JsonV1Reader(byte[] body, JsonReader json, SpanTranslator out) {
    this.json = json;
    span = new V1Span(body);
    sides = new V1Sides(span, out);
    endpoints = new JsonEndpoints(json);
    annotations = new JsonAnnotations(json, endpoints, span.texts);
  }

  static void read(byte[] body, SpanTranslator out) throws MalformedException {
    ZipkinJson.read(
        body, "JSON_V1", json -> json.list("body", new JsonV1Reader(body, json, out)::span));
  }

  private void span() throws MalformedException {
    span.clear();
    json.object("span", member);
    sides.write();
  }

  private void member(String name) throws MalformedException {
    switch (name) {
      case "traceId" -> {
        json.text(traceId);
        span.traceIdHigh = traceId.high;
        span.traceIdLow = traceId.low;
      }
      case "id" -> span.id = spanId.read(json);
      case "parentId" -> span.parentId = parentId.read(json);
      case "name" -> {
        json.text(toText);
        span.name(text);
      }
      case "timestamp" -> span.timestamp(json.int64());
      case "duration" -> span.duration(json.int64());
      case "debug" -> span.isDebug = json.bool();
      case "annotations" -> json.list(name, annotation);
      case "binaryAnnotations" -> json.list(name, tag);
      case "localEndpoint", "remoteEndpoint", "tags" ->
          throw ZipkinJson.wrong("JSON_V1", "JSON_V2");
      default -> json.skip();
    }
  }

  private void takeText(byte[] bytes, int from, int to) {
    text = span.texts.add(bytes, from, to);
  }

  private void annotation() throws MalformedException {
    annotations.read();
    span.annotation(annotations.micros, annotations.text, annotations.host);
  }

  private void tag() throws MalformedException {
    hasKey = false;
    hasValue = false;
    host = Endpoint.UNKNOWN;
    json.object("binary annotation", tagMember);
    if (!hasKey || !hasValue) {
      throw json.malformed("Incomplete binary annotation: needs a key and a value");
    }
    span.tag(key, value, host);
  }

  private void tagMember(String name) throws MalformedException {
    switch (name) {
      case "key" -> {
        json.text(toText);
        key = text;
        hasKey = true;
      }
      case "value" -> {
        json.scalar(toText);
        value = text;
        hasValue = true;
      }
      case "endpoint" -> host = endpoints.read();
      default -> json.skip();
    }
  }
}
