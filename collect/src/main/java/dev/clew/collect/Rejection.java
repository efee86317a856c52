package dev.clew.collect;

import dev.clew.wire.otlp.SpanProblem;

/// Why a span is rejected.
public enum Rejection {
  TRACE_ID_LENGTH(SpanProblem.TRACE_ID_LENGTH.rule()),
  TRACE_ID_ZERO(SpanProblem.TRACE_ID_ZERO.rule()),
  SPAN_ID_LENGTH(SpanProblem.SPAN_ID_LENGTH.rule()),
  SPAN_ID_ZERO(SpanProblem.SPAN_ID_ZERO.rule()),
  PARENT_SPAN_ID_LENGTH(SpanProblem.PARENT_SPAN_ID_LENGTH.rule()),
  FUTURE("span must not start or end further ahead of the server's clock than allowed");

  private final String rule;

  Rejection(String rule) {
    this.rule = rule;
  }

  /// What must hold.
  public String rule() {
    return rule;
  }
}
