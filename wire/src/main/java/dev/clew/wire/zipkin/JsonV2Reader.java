package dev.clew.wire.zipkin;

import dev.clew.model.SpanKind;
import dev.clew.wire.json.JsonReader;
import dev.clew.wire.json.JsonReader.Utf8Target;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;

/// Reads a list of spans in Zipkin's second JSON format. Texts go from the body to the request as
/// the bytes that they are.
///
/// Owned by one thread.
final class JsonV2Reader {
  private final JsonReader json;
  private final SpanTranslator out;
  private final Texts texts;
  private final ZipkinSpan span;
  // Most spans of a body come from one place, and go to one other.
  private final JsonEndpoints locals;
  private final JsonEndpoints remotes;
  private final JsonAnnotations annotations;

  // The text that was taken last, and the key of a tag whose value comes next.
  private long text = Slice.EMPTY;
  private long key = Slice.EMPTY;
  private final Utf8Target toText = this::takeText;
  private final Utf8Target toKey = this::takeKey;
  private final Utf8Target toTag = this::takeValue;
  private final JsonReader.Member member = this::member;
  private final JsonReader.Item annotation = this::annotation;
  private final ZipkinJson.Id traceId = new ZipkinJson.Id("traceId", 32);
  private final ZipkinJson.Id spanId = new ZipkinJson.Id("id", 16);
  private final ZipkinJson.Id parentId = new ZipkinJson.Id("parentId", 16);

  private JsonV2Reader(byte[] body, JsonReader json, SpanTranslator out) {
    this.json = json;
    texts = new Texts(body);
    span = new ZipkinSpan(texts);
    this.out = out;
    locals = new JsonEndpoints(json);
    remotes = new JsonEndpoints(json);
    annotations = new JsonAnnotations(json, remotes, texts);
  }

  static void read(byte[] body, SpanTranslator out) throws MalformedException {
    ZipkinJson.read(
        body,
        "JSON_V2",
        json -> {
          var reader = new JsonV2Reader(body, json, out);
          json.list("body", reader::span);
        });
  }

  private void span() throws MalformedException {
    texts.clear();
    span.clear();
    json.object("span", member);
    out.write(span);
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
      case "kind" -> span.kind = kind(json.text());
      case "name" -> {
        json.text(toText);
        span.name(text);
      }
      case "timestamp" -> span.timestamp(json.int64());
      case "duration" -> span.duration(json.int64());
      case "localEndpoint" -> span.local = locals.read();
      case "remoteEndpoint" -> span.remote = remotes.read();
      case "annotations" -> json.list(name, annotation);
      case "tags" -> json.scalars(name, toKey, toTag);
      case "debug" -> span.isDebug = json.bool();
      case "shared" -> span.isShared = json.bool();
      case "binaryAnnotations" -> throw ZipkinJson.wrong("JSON_V2", "JSON_V1");
      default -> json.skip();
    }
  }

  private void takeText(byte[] bytes, int from, int to) {
    text = texts.add(bytes, from, to);
  }

  private void takeKey(byte[] bytes, int from, int to) {
    key = texts.add(bytes, from, to);
  }

  private void takeValue(byte[] bytes, int from, int to) throws MalformedException {
    span.tags.put(key, texts.add(bytes, from, to));
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

  private void annotation() throws MalformedException {
    annotations.read();
    span.annotation(annotations.micros, annotations.text);
  }
}
