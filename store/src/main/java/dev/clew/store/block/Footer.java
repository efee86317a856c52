package dev.clew.store.block;

import dev.clew.model.ValueType;
import dev.clew.store.CorruptBlockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a block says of itself: all that must be known before any of its columns is read.
///
/// @param firstRows the first row of each page, and behind them the number of rows
/// @param traceColumns the indexes of the columns that make up the trace directory
/// @param parts what else there is
@SuppressWarnings("ArrayRecordComponent") // never compared
record Footer(
    BlockOrigin origin,
    long minStartNanos,
    long maxStartNanos,
    int[] firstRows,
    int traceCount,
    List<Section> traceColumns,
    List<Entry> columns,
    List<Part> parts) {

  /// A column.
  ///
  /// @param values how many values it has; a column of attributes without any only keeps the
  ///   numbers of those behind it
  record Entry(StoredKey key, long values, Section index) {}

  /// Something more that the block has.
  ///
  /// @param kind one of the numbers here; what has another is of a newer program, and left alone
  /// @param subject what it is about: of a value filter, the place of its column
  record Part(int kind, int subject, Section section) {
    /// A [FuseFilter] of the ids of the traces.
    static final int TRACE_FILTER = 0;

    /// A [FuseFilter] of the values of a column.
    static final int VALUE_FILTER = 1;

    /// Where [JudgedSections] stand.
    static final int JUDGED = 2;

    /// A [DigestWriter]'s cells.
    static final int DIGEST = 3;
  }

  static final int TRACE_COLUMNS = 6;

  private static final StoredKey.Space[] SPACES = StoredKey.Space.values();
  private static final ValueType[] TYPES = ValueType.values();

  int pageCount() {
    return firstRows.length - 1;
  }

  int rowCount() {
    return firstRows[pageCount()];
  }

  void write(ByteSink out) {
    out.text(origin.tenant());
    out.int64(origin.lastSequence());
    out.int64(origin.createdNanos());
    out.int64(minStartNanos);
    out.int64(maxStartNanos);
    ColumnIndex.writeNumbers(firstRows, out);
    out.varint(traceCount);
    traceColumns.forEach(section -> section.write(out));
    out.varint(columns.size());
    for (Entry entry : columns) {
      out.int8(entry.key().space().ordinal());
      out.int8(entry.key().type().ordinal());
      out.text(entry.key().name());
      out.varint(entry.values());
      entry.index().write(out);
    }
    out.varint(parts.size());
    for (Part part : parts) {
      out.int8(part.kind());
      out.varint(part.subject());
      part.section().write(out);
    }
  }

  /// Where the part of this kind about this subject stands, if there is one.
  Optional<Section> part(int kind, int subject) {
    return parts.stream()
        .filter(part -> part.kind() == kind && part.subject() == subject)
        .map(Part::section)
        .findFirst();
  }

  static Footer read(ByteSource in) throws CorruptBlockException {
    var origin = new BlockOrigin(in.text(), in.int64(), in.int64());
    long minStart = in.int64();
    long maxStart = in.int64();
    int[] firstRows = ColumnIndex.readNumbers(in, Integer.MAX_VALUE);
    if (firstRows.length == 0 || firstRows[0] != 0) {
      throw in.corrupt("needs pages that start with row 0");
    }
    int traceCount = in.count(firstRows[firstRows.length - 1]);
    var traceColumns = new ArrayList<Section>();
    for (int at = 0; at < TRACE_COLUMNS; at++) {
      traceColumns.add(Section.read(in));
    }
    List<Entry> columns = readEntries(in);
    List<Part> parts = readParts(in);
    in.end();
    return new Footer(
        origin, minStart, maxStart, firstRows, traceCount, traceColumns, columns, parts);
  }

  private static List<Entry> readEntries(ByteSource in) throws CorruptBlockException {
    int count = in.count(in.remaining());
    var entries = new ArrayList<Entry>();
    for (int at = 0; at < count; at++) {
      int space = in.int8();
      int type = in.int8();
      if (space >= SPACES.length || type >= TYPES.length) {
        throw in.corrupt("needs a known kind of column, has " + space + ", " + type);
      }
      var key = new StoredKey(SPACES[space], in.text(), TYPES[type]);
      entries.add(new Entry(key, in.varint(), Section.read(in)));
    }
    return entries;
  }

  /// Blocks from before there were parts end before them.
  private static List<Part> readParts(ByteSource in) throws CorruptBlockException {
    var parts = new ArrayList<Part>();
    for (int left = in.remaining() == 0 ? 0 : in.count(in.remaining()); left > 0; left--) {
      parts.add(new Part(in.int8(), in.count(Integer.MAX_VALUE), Section.read(in)));
    }
    return parts;
  }
}
