package dev.clew.wire.zipkin;

import dev.clew.wire.json.JsonReader;
import dev.clew.wire.json.JsonReader.Utf8Target;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;

/// Reads annotations in JSON, one at a time.
///
/// Owned by one thread.
final class JsonAnnotations {
  private final JsonReader json;
  private final JsonEndpoints endpoints;
  private final JsonReader.Member member = this::member;
  private final Utf8Target toText;
  private boolean hasText;

  // The annotation that was read last.
  long micros;
  long text = Slice.EMPTY;
  Endpoint host = Endpoint.UNKNOWN;

  /// @param texts where its text goes
  JsonAnnotations(JsonReader json, JsonEndpoints endpoints, Texts texts) {
    this.json = json;
    this.endpoints = endpoints;
    toText = (bytes, from, to) -> text = texts.add(bytes, from, to);
  }

  void read() throws MalformedException {
    micros = 0;
    hasText = false;
    host = Endpoint.UNKNOWN;
    json.object("annotation", member);
    if (micros == 0 || !hasText) {
      throw json.malformed("Incomplete annotation: needs a timestamp and a value");
    }
  }

  private void member(String name) throws MalformedException {
    switch (name) {
      case "timestamp" -> micros = json.int64();
      case "value" -> {
        json.text(toText);
        hasText = true;
      }
      case "endpoint" -> host = endpoints.read();
      default -> json.skip();
    }
  }
}
