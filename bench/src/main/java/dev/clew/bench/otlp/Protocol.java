package dev.clew.bench.otlp;

import java.net.URI;

/// How OTLP travels.
public enum Protocol {
  GRPC("http://127.0.0.1:4317"),
  HTTP("http://127.0.0.1:4318");

  private final String endpoint;

  Protocol(String endpoint) {
    this.endpoint = endpoint;
  }

  /// Where a receiver on this machine listens unless it is told otherwise.
  public URI defaultEndpoint() {
    return URI.create(endpoint);
  }
}
