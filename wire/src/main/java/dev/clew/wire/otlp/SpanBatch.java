package dev.clew.wire.otlp;

/// Spans as columns over the bytes of one OTLP request: what the reader makes, what the store takes
/// and gives back. No object stands for a span; a span is a row number.
///
/// Slices (see [Slice]) point into [#bytes()]. Of an attribute key that a span has twice, both rows
/// stand here; readers take the last. Read-only once [OtlpReader] has returned it, until its tables
/// are used for another.
public final class SpanBatch {
  private final byte[] bytes;
  private final SpanTables tables;

  SpanBatch(byte[] bytes, SpanTables tables) {
    this.bytes = bytes;
    this.tables = tables;
  }

  /// How many spans there are.
  public int size() {
    return tables.spans().size();
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
    return tables.resources();
  }

  public Scopes scopes() {
    return tables.scopes();
  }

  public Spans spans() {
    return tables.spans();
  }

  public Attributes attributes() {
    return tables.attributes();
  }

  public Events events() {
    return tables.events();
  }

  public Links links() {
    return tables.links();
  }
}
