package dev.clew.model;

/// What part a span plays in a call, with OpenTelemetry's numbers as ordinals.
public enum SpanKind {
  UNSPECIFIED,
  INTERNAL,
  SERVER,
  CLIENT,
  PRODUCER,
  CONSUMER;

  private static final SpanKind[] BY_NUMBER = values();

  /// The kind of an OTLP number; a number of the future is `UNSPECIFIED`.
  public static SpanKind of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSPECIFIED;
  }
}
