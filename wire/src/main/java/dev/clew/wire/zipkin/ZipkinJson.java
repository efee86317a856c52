package dev.clew.wire.zipkin;

import dev.clew.wire.json.JsonReader;
import dev.clew.wire.proto.MalformedException;
import org.jspecify.annotations.Nullable;

/// What both of Zipkin's JSON formats have in common.
final class ZipkinJson {
  private static final int MAX_PORT = 0xffff;

  private ZipkinJson() {}

  /// Reads a list of spans.
  ///
  /// @param codec Zipkin's name of the format
  static void read(byte[] body, String codec, JsonReader.Text list) throws MalformedException {
    JsonReader.read(
        body,
        "body",
        json -> {
          if (!json.isList()) {
            throw new MalformedException("Expected a " + codec + " encoded list");
          }
          list.read(json);
        });
  }

  /// Says, in Zipkin's words, that a body is of the other version.
  static MalformedException wrong(String expected, String received) {
    return new MalformedException(
        "Expected a " + expected + " encoded list, but received: " + received);
  }

  static long id(JsonReader json, String name) throws MalformedException {
    var id = new Id(name, 16);
    json.text(id);
    return id.low;
  }

  /// An id in hex, of which there may be two halves.
  static final class Id implements JsonReader.Utf8Target {
    private final String name;
    private final int most;
    long high;
    long low;

    Id(String name, int most) {
      this.name = name;
      this.most = most;
    }

    @Override
    public void take(byte[] bytes, int from, int to) throws MalformedException {
      Ids.check(name, bytes, from, to, most);
      high = Ids.high(bytes, from, to);
      low = Ids.low(bytes, from, to);
    }
  }

  static Endpoint endpoint(JsonReader json) throws MalformedException {
    var fields = new EndpointFields();
    json.object("endpoint", name -> fields.read(json, name));
    return fields.endpoint;
  }

  private static final class EndpointFields {
    private Endpoint endpoint = Endpoint.UNKNOWN;

    void read(JsonReader json, String name) throws MalformedException {
      switch (name) {
        case "serviceName" -> endpoint = endpoint.withServiceName(json.text());
        case "ipv4", "ipv6" -> endpoint = endpoint.withAddress(json.text());
        case "port" -> endpoint = endpoint.withPort(port(json));
        default -> json.skip();
      }
    }
  }

  private static int port(JsonReader json) throws MalformedException {
    long port = json.int64();
    if (port > MAX_PORT) {
      throw json.malformed("invalid port " + port + ", needs at most " + MAX_PORT);
    }
    return (int) Math.max(0, port);
  }

  /// Reads an annotation of the first version.
  static V1Span.Annotation annotation(JsonReader json) throws MalformedException {
    var fields = new AnnotationFields();
    json.object("annotation", name -> fields.read(json, name));
    if (fields.micros == 0 || fields.value == null) {
      throw incompleteAnnotation(json);
    }
    return new V1Span.Annotation(fields.micros, fields.value, fields.endpoint);
  }

  static MalformedException incompleteAnnotation(JsonReader json) {
    return json.malformed("Incomplete annotation: needs a timestamp and a value");
  }

  private static final class AnnotationFields {
    private long micros;
    private @Nullable String value;
    private @Nullable Endpoint endpoint;

    void read(JsonReader json, String name) throws MalformedException {
      switch (name) {
        case "timestamp" -> micros = json.int64();
        case "value" -> value = json.text();
        case "endpoint" -> endpoint = endpoint(json);
        default -> json.skip();
      }
    }
  }
}
