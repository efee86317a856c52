package dev.clew.bench.data;

/// What an operation does: it settles the span's kind, its instrumentation scope and its
/// attributes.
///
/// `kind` is OTLP's number; `share` is the part of all spans below the root; `medianNanos` and
/// `sigma` shape how long the operation itself takes.
enum Family {
  SERVER(2, 0.605, "io.opentelemetry.tomcat-10.0", 4_000_000, 1.1),
  DATABASE(3, 0.19, "io.opentelemetry.jdbc", 900_000, 1.2),
  CLIENT(3, 0.085, "io.opentelemetry.java-http-client", 2_500_000, 1.0),
  PRODUCER(4, 0.03, "io.opentelemetry.kafka-clients-2.6", 300_000, 0.8),
  CONSUMER(5, 0.02, "io.opentelemetry.kafka-clients-2.6", 3_000_000, 1.0),
  INTERNAL(1, 0.07, "dev.shop.internal", 150_000, 1.3);

  final int kind;
  final double share;
  final String scope;
  final double medianNanos;
  final double sigma;

  Family(int kind, double share, String scope, double medianNanos, double sigma) {
    this.kind = kind;
    this.share = share;
    this.scope = scope;
    this.medianNanos = medianNanos;
    this.sigma = sigma;
  }

  /// The shares of all families, in their order.
  static double[] shares() {
    double[] shares = new double[values().length];
    for (Family family : values()) {
      shares[family.ordinal()] = family.share;
    }
    return shares;
  }
}
