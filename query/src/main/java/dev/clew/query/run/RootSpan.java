package dev.clew.query.run;

import java.util.Comparator;

/// The span that a trace is listed under: its earliest root, or its earliest span where no root is
/// stored. Between equals id and kind decide, so that it does not matter where spans are stored.
record RootSpan(boolean isRoot, long startNanos, long spanId, int kind, String service, String name)
    implements Comparable<RootSpan> {
  private static final Comparator<RootSpan> FITTEST_FIRST =
      Comparator.comparing(RootSpan::isRoot)
          .reversed()
          .thenComparingLong(RootSpan::startNanos)
          .thenComparing(RootSpan::spanId, Long::compareUnsigned)
          .thenComparingInt(RootSpan::kind);

  static RootSpan of(SpanPage page, int row) {
    return new RootSpan(
        page.parentId(row) == 0,
        page.startNanos(row),
        page.spanId(row),
        page.kind(row),
        page.service(row),
        page.name(row));
  }

  /// False where a span can be told to be less fit before its name is read.
  boolean mayYieldTo(SpanPage page, int row) {
    boolean otherIsRoot = page.parentId(row) == 0;
    return otherIsRoot == isRoot ? page.startNanos(row) <= startNanos : otherIsRoot;
  }

  @Override
  public int compareTo(RootSpan other) {
    return FITTEST_FIRST.compare(this, other);
  }
}
