package dev.clew.bench.data;

/// What is written anew into a copy of a template, and what a stamp's argument means.
enum StampKind {
  /// 16 bytes; argument: number of the trace. The stamps up to the next trace id are of this trace.
  TRACE_ID,
  /// 8 bytes; argument: number of the span.
  SPAN_ID,
  /// 8 bytes, little-endian; argument: nanoseconds from the trace's end, never above 0.
  TIME,
  /// 36 characters.
  UUID,
  /// Decimal digits; argument: how many.
  DIGITS;

  static final double BITS_OF_TRACE = 128 + Round.STRETCH_BITS + Round.AGE_BITS;
  static final double BITS_OF_SPAN_ID = 64;
  static final double BITS_OF_UUID = 122;
  static final double BITS_OF_DIGIT = Math.log(10) / Math.log(2);
}
