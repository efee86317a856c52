package dev.clew.bench.otlp;

import java.net.URI;

/// How spans travel: the first three are OTLP, the others the same spans in other words.
public enum Protocol {
  GRPC("http://127.0.0.1:4317"),
  HTTP("http://127.0.0.1:4318"),
  JSON("http://127.0.0.1:4318"),
  JAEGER_GRPC("http://127.0.0.1:14250"),
  JAEGER_THRIFT("http://127.0.0.1:14268"),
  JAEGER_COMPACT("udp://127.0.0.1:6831"),
  /// Zipkin v2 in protobuf.
  ZIPKIN("http://127.0.0.1:9411"),
  ZIPKIN_JSON("http://127.0.0.1:9411"),
  ZIPKIN_JSON_V1("http://127.0.0.1:9411"),
  ZIPKIN_THRIFT("http://127.0.0.1:9411");

  private final String endpoint;

  Protocol(String endpoint) {
    this.endpoint = endpoint;
  }

  /// Where a receiver on this machine listens unless it is told otherwise.
  public URI defaultEndpoint() {
    return URI.create(endpoint);
  }

  /// Whether nobody says what was taken.
  public boolean isUnanswered() {
    return this == JAEGER_COMPACT;
  }

  public boolean isZipkin() {
    return name().startsWith("ZIPKIN");
  }
}
