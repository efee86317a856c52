package dev.clew.bench.data;

/// What an operation does: it settles the span's kind, its instrumentation scope and its
/// attributes.
enum Family {
  SERVER(2, 0.605, 6, "io.opentelemetry.tomcat-10.0", 4_000_000, 1.1),
  DATABASE(3, 0.19, 3, "io.opentelemetry.jdbc", 900_000, 1.2),
  CLIENT(3, 0.085, 2, "io.opentelemetry.java-http-client", 2_500_000, 1.0),
  PRODUCER(4, 0.03, 1, "io.opentelemetry.kafka-clients-2.6", 300_000, 0.8),
  CONSUMER(5, 0.02, 1, "io.opentelemetry.kafka-clients-2.6", 3_000_000, 1.0),
  INTERNAL(1, 0.07, 2, "dev.shop.internal", 150_000, 1.3);

  /// OTLP's number.
  final int kind;

  /// The part of all spans below the root.
  final double share;

  /// How many operations of this family a service has.
  final int operations;

  final String scope;

  /// The median and the spread of how long an operation itself takes.
  final double medianNanos;

  final double sigma;

  Family(int kind, double share, int operations, String scope, double medianNanos, double sigma) {
    this.kind = kind;
    this.share = share;
    this.operations = operations;
    this.scope = scope;
    this.medianNanos = medianNanos;
    this.sigma = sigma;
  }
}
