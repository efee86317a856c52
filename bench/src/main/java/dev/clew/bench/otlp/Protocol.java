package dev.clew.bench.otlp;

import java.net.URI;

/// How spans travel.
public enum Protocol {
  GRPC("http://127.0.0.1:4317"),
  HTTP("http://127.0.0.1:4318"),
  /// Not OTLP: the same spans in the protobuf messages of Zipkin v2.
  ZIPKIN("http://127.0.0.1:9411");

  private final String endpoint;

  Protocol(String endpoint) {
    this.endpoint = endpoint;
  }

  /// Where a receiver on this machine listens unless it is told otherwise.
  public URI defaultEndpoint() {
    return URI.create(endpoint);
  }
}
