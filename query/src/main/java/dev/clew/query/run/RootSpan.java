package dev.clew.query.run;

/// The span that a trace is listed under: its earliest root, or its earliest span where no root is
/// stored.
record RootSpan(boolean isRoot, long startNanos, long spanId, String service, String name) {
  /// True when a span with these facts is at least as fit. The span id decides between equals, so
  /// that the answer does not depend on where the spans are stored.
  boolean yieldsTo(boolean otherIsRoot, long otherStartNanos, long otherSpanId) {
    if (isRoot != otherIsRoot) {
      return otherIsRoot;
    }
    return startNanos != otherStartNanos
        ? otherStartNanos < startNanos
        : Long.compareUnsigned(otherSpanId, spanId) <= 0;
  }
}
