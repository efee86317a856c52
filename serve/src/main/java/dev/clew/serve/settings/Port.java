package dev.clew.serve.settings;

import java.util.Locale;

/// A port that Clew opens.
public enum Port {
  PAGE(16686, "page"),
  OTLP_GRPC(4317, "OTLP over gRPC"),
  OTLP_HTTP(4318, "OTLP over HTTP"),
  ZIPKIN(9411, "Zipkin"),
  JAEGER_HTTP(14268, "Jaeger over HTTP"),
  JAEGER_GRPC(14250, "Jaeger over gRPC"),
  JAEGER_COMPACT(6831, "Jaeger over UDP, compact"),
  JAEGER_BINARY(6832, "Jaeger over UDP, binary"),
  SAMPLING_HTTP(5778, "remote sampling over HTTP"),
  SAMPLING_GRPC(5779, "remote sampling over gRPC"),
  TEMPO(3200, "Tempo"),
  JAEGER_QUERY(16685, "Jaeger's queries over gRPC"),
  HEALTH(13133, "health");

  private final int usual;
  private final String title;

  Port(int usual, String title) {
    this.usual = usual;
    this.title = title;
  }

  /// The setting that moves it.
  public String key() {
    return "ports." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  int usual() {
    return usual;
  }

  /// What it is called before people.
  public String title() {
    return title;
  }

  /// How an address of it starts.
  public String scheme() {
    return switch (this) {
      case JAEGER_COMPACT, JAEGER_BINARY -> "udp";
      default -> "http";
    };
  }

  /// True where Clew is of use without it.
  boolean canBeOff() {
    return switch (this) {
      case PAGE, OTLP_GRPC, OTLP_HTTP, HEALTH -> false;
      default -> true;
    };
  }
}
