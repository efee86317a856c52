package dev.clew.wire.jaeger;

import dev.clew.model.Attribute;
import dev.clew.wire.otlp.SpanWriter;

/// What a span says of a span before it: that it is a part of it, or that it comes after it.
record Reference(boolean followsFrom, long traceIdHigh, long traceIdLow, long spanId) {
  /// The number of the kind of reference that follows; every other one is a child's.
  static final int FOLLOWS_FROM = 1;

  boolean isOf(long high, long low) {
    return traceIdHigh == high && traceIdLow == low;
  }

  void writeLink(SpanWriter out) {
    out.startLink(traceIdHigh, traceIdLow, spanId, "");
    out.attribute(Attribute.of("opentracing.ref_type", followsFrom ? "follows_from" : "child_of"));
    out.endPart();
  }
}
