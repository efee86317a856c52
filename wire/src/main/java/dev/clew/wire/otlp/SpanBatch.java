package dev.clew.wire.otlp;

/// Spans as columns over the bytes of one OTLP request: what the reader makes, what the store takes
/// and gives back. No object stands for a span; a span is a row number.
///
/// Slices (see [Slice]) point into [#bytes()]. Of an attribute key that a span has twice, both rows
/// stand here; readers take the last. Read-only once [OtlpReader] has returned it.
public final class SpanBatch {
  private final byte[] bytes;
  private final Resources resources;
  private final Scopes scopes;
  private final Spans spans;
  private final Attributes attributes;
  private final Events events;
  private final Links links;

  SpanBatch(byte[] bytes, Columns columns) {
    this.bytes = bytes;
    resources = columns.resources();
    scopes = columns.scopes();
    spans = columns.spans();
    attributes = columns.attributes();
    events = columns.events();
    links = columns.links();
  }

  /// The tables of one batch, while the reader fills them.
  record Columns(
      Resources resources,
      Scopes scopes,
      Spans spans,
      Attributes attributes,
      Events events,
      Links links) {
    private static final int MOST_ROWS_AT_ONCE = 1 << 14;
    private static final int USUAL_SPAN_BYTES = 640;
    private static final int USUAL_ATTRIBUTE_BYTES = 48;

    /// Tables that grow but once for a usual request of so many bytes.
    static Columns forBytes(int length) {
      return new Columns(
          new Resources(),
          new Scopes(),
          new Spans(rows(length / USUAL_SPAN_BYTES)),
          new Attributes(rows(length / USUAL_ATTRIBUTE_BYTES)),
          new Events(),
          new Links());
    }

    private static int rows(int expected) {
      return Math.min(expected, MOST_ROWS_AT_ONCE);
    }
  }

  /// How many spans there are.
  public int size() {
    return spans.size();
  }

  /// The buffer that slices point into. It starts with the request; fields the reader had to gather
  /// may stand behind it. Not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  /// The text of a slice.
  public String text(long slice) {
    return Slice.text(bytes, slice);
  }

  public Resources resources() {
    return resources;
  }

  public Scopes scopes() {
    return scopes;
  }

  public Spans spans() {
    return spans;
  }

  public Attributes attributes() {
    return attributes;
  }

  public Events events() {
    return events;
  }

  public Links links() {
    return links;
  }
}
