package dev.clew.model;

/// How a span ended, with OpenTelemetry's numbers as ordinals.
public enum StatusCode {
  UNSET,
  OK,
  ERROR;

  /// The status of an OTLP number; a number of the future is `UNSET`.
  public static StatusCode of(int number) {
    return switch (number) {
      case 1 -> OK;
      case 2 -> ERROR;
      default -> UNSET;
    };
  }
}
