package dev.clew.bench.load;

import dev.clew.wire.Encoding;
import java.net.URI;

/// How OTLP travels.
public enum Protocol {
  GRPC("http://127.0.0.1:4317", "h2"),
  HTTP("http://127.0.0.1:4318", "h1");

  private final String endpoint;
  private final String version;

  Protocol(String endpoint, String version) {
    this.endpoint = endpoint;
    this.version = version;
  }

  /// Where a receiver on this machine listens unless it is told otherwise.
  public URI defaultEndpoint() {
    return URI.create(endpoint);
  }

  /// The endpoint with the HTTP version this protocol is spoken over: `h2c` or `h1c` in the clear.
  String address(URI endpoint) {
    String scheme =
        switch (endpoint.getScheme()) {
          case "http" -> version + "c";
          case "https" -> version;
          case null, default ->
              throw new IllegalArgumentException(
                  "endpoint must start with http:// or https://, got " + endpoint);
        };
    return scheme + "://" + endpoint.getRawAuthority();
  }

  Exporter exporter(Channel channel, URI endpoint, Encoding encoding) {
    return switch (this) {
      case GRPC -> new GrpcExporter(channel, encoding);
      case HTTP -> new HttpExporter(channel, endpoint.getRawPath(), encoding);
    };
  }
}
