package dev.clew.store.block;

import dev.clew.model.ValueType;
import dev.clew.store.CorruptBlockException;
import java.util.ArrayList;
import java.util.List;

/// What a block says of itself: all that must be known before any of its columns is read.
///
/// @param firstRows the first row of each page, and behind them the number of rows
/// @param traceColumns the indexes of the columns that make up the trace directory
@SuppressWarnings("ArrayRecordComponent") // never compared
record Footer(
    BlockOrigin origin,
    long minStartNanos,
    long maxStartNanos,
    int[] firstRows,
    int traceCount,
    List<Section> traceColumns,
    List<Entry> columns) {

  /// A column.
  ///
  /// @param values how many values it has; a column of attributes without any only keeps the
  ///   numbers of those behind it
  record Entry(StoredKey key, long values, Section index) {}

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
    in.end();
    return new Footer(origin, minStart, maxStart, firstRows, traceCount, traceColumns, columns);
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
}
