package dev.clew.wire.otlp;

/// Why a span can never be stored.
public enum SpanProblem {
  NONE(""),
  TRACE_ID_LENGTH("trace id needs 16 bytes"),
  TRACE_ID_ZERO("trace id must not be all zeroes"),
  SPAN_ID_LENGTH("span id needs 8 bytes"),
  SPAN_ID_ZERO("span id must not be zero"),
  PARENT_SPAN_ID_LENGTH("parent span id needs 8 bytes or none");

  private static final SpanProblem[] ALL = values();

  private final String rule;

  SpanProblem(String rule) {
    this.rule = rule;
  }

  static SpanProblem of(int ordinal) {
    return ALL[ordinal];
  }

  /// What must hold.
  public String rule() {
    return rule;
  }
}
