package dev.clew.wire.otlp;

/// The tables of a batch, which may be used for one batch after the other: memory that is new each
/// time is slow to write to, and soon to be collected.
///
/// Owned by the thread that reads a batch; a batch is gone once its tables are used for another.
public final class SpanTables {
  private static final int MOST_ROWS_AT_ONCE = 1 << 14;
  private static final int USUAL_SPAN_BYTES = 640;
  private static final int USUAL_ATTRIBUTE_BYTES = 48;

  private final Resources resources = new Resources();
  private final Scopes scopes = new Scopes();
  private final Spans spans = new Spans();
  private final Attributes attributes = new Attributes();
  private final Events events = new Events();
  private final Links links = new Links();
  private final Repeats repeats = new Repeats();

  /// Forgets all rows; tables grow but once for a usual request of so many bytes.
  void startFor(int length) {
    repeats.startFor(length);
    resources.clear();
    scopes.clear();
    spans.clear();
    attributes.clear();
    events.clear();
    links.clear();
    spans.expect(rows(length / USUAL_SPAN_BYTES));
    attributes.expect(rows(length / USUAL_ATTRIBUTE_BYTES));
  }

  private static int rows(int expected) {
    return Math.min(expected, MOST_ROWS_AT_ONCE);
  }

  /// About how many bytes the rows take that are here now.
  public long bytes() {
    return (long) resources.size() * RowBudget.RESOURCE
        + (long) scopes.size() * RowBudget.SCOPE
        + (long) spans.size() * RowBudget.SPAN
        + (long) attributes.size() * RowBudget.ATTRIBUTE
        + (long) events.size() * RowBudget.EVENT
        + (long) links.size() * RowBudget.LINK;
  }

  Resources resources() {
    return resources;
  }

  Scopes scopes() {
    return scopes;
  }

  Spans spans() {
    return spans;
  }

  Attributes attributes() {
    return attributes;
  }

  Repeats repeats() {
    return repeats;
  }

  Events events() {
    return events;
  }

  Links links() {
    return links;
  }
}
