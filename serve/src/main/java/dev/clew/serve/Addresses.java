package dev.clew.serve;

import dev.clew.serve.settings.Settings;
import java.net.URI;

/// Where a running Clew is found.
public record Addresses(URI page, URI otlpGrpc, URI otlpHttp, URI health) {
  static Addresses of(String listen, Settings.Ports ports) {
    String host = listen.contains(":") ? "[" + listen + "]" : listen;
    return new Addresses(
        at(host, ports.page()),
        at(host, ports.otlpGrpc()),
        at(host, ports.otlpHttp()),
        at(host, ports.health()));
  }

  /// A line each, as a shell sets variables.
  String lines() {
    return "page=%s\notlp_grpc=%s\notlp_http=%s\nhealth=%s\n"
        .formatted(page, otlpGrpc, otlpHttp, health);
  }

  private static URI at(String host, int port) {
    return URI.create("http://" + host + ":" + port);
  }
}
