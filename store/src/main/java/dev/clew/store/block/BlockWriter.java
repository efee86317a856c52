package dev.clew.store.block;

import dev.clew.store.Dictionary;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.WritableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Seals a block into a file: trace by trace, column by column, the footer last.
///
/// Owned by one thread. Columns are read from the source one at a time, so that no more than one of
/// them is in memory twice.
public final class BlockWriter {
  private static final int NO_ATTRIBUTE = -1;

  private final StoredBlock source;
  private final SectionWriter out;
  private final RowOrder order;
  private final Counting counting;
  private final RowSets rowSets;
  private final ShapedRows shapedRows;
  private final SourceColumn column;
  private final FilterWriter filters;
  private final DigestWriter digest;
  private long[] moved = new long[0];
  private final ByteSink bytes = new ByteSink();

  private BlockWriter(StoredBlock source, Counting counting, SectionWriter out) throws IOException {
    this.source = source;
    this.counting = counting;
    this.out = out;
    column = new SourceColumn(source);
    order = RowOrder.of(source, column);
    rowSets = new RowSets(order);
    shapedRows = ShapedRows.of(source, column);
    filters = new FilterWriter(out);
    digest = new DigestWriter(source.rowCount());
  }

  /// Writes all rows of `source` into a new file. When this returns the file is on the disk under
  /// its name; when it throws there is none, if the disk still deletes.
  ///
  /// @param counting what the traces of the block count
  public static void write(
      Disk disk, Path file, StoredBlock source, BlockOrigin origin, Counting counting)
      throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + BlockFormat.TEMPORARY_SUFFIX);
    try {
      writeTo(disk, temporary, source, origin, counting);
      disk.move(temporary, target);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, disk, temporary);
      throw e;
    }
    try {
      disk.syncFolder(target.resolveSibling(""));
    } catch (IOException e) {
      deleteAfter(e, disk, target);
      throw e;
    }
  }

  private static void writeTo(
      Disk disk, Path file, StoredBlock source, BlockOrigin origin, Counting counting)
      throws IOException {
    try (WritableFile opened = disk.create(file);
        var out = new SectionWriter(opened)) {
      new BlockWriter(source, counting, out).write(origin);
      out.flush();
      opened.force();
    }
  }

  private static void deleteAfter(Exception failure, Disk disk, Path file) {
    try {
      disk.delete(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void write(BlockOrigin origin) throws IOException {
    writeHeader();
    List<Footer.Entry> columns = writeColumns();
    releaseColumns();
    var footer =
        new Footer(
            origin,
            source.minStartNanos(),
            source.maxStartNanos(),
            order.firstRows(),
            order.traceNumbers().length,
            writeTraces(),
            columns,
            parts());
    bytes.clear();
    footer.write(bytes);
    writeTrailer(out.write(bytes));
  }

  /// Before the traces take their memory.
  private void releaseColumns() {
    column.release();
    rowSets.release();
    moved = new long[0];
  }

  private void writeHeader() throws IOException {
    bytes.clear();
    bytes.int64(BlockFormat.MAGIC);
    bytes.int32(BlockFormat.VERSION);
    bytes.int32(SectionWriter.crc(bytes.array(), bytes.size()));
    out.raw(bytes);
  }

  private void writeTrailer(Section footer) throws IOException {
    bytes.clear();
    bytes.int64(footer.offset());
    bytes.int32(footer.length());
    bytes.int32(footer.crc());
    bytes.int32(SectionWriter.crc(bytes.array(), bytes.size()));
    bytes.int64(BlockFormat.MAGIC);
    out.raw(bytes);
  }

  private List<Section> writeTraces() throws IOException {
    RowOrder.Traces traces = order.traces();
    var indexes = new ArrayList<Section>();
    for (long[] column :
        List.of(
            traces.highs(),
            traces.lows(),
            traces.firstRows(),
            traces.rowCounts(),
            traces.minStarts(),
            traces.maxEnds())) {
      var writer = new ColumnWriter(out);
      writer.writeNumbers(column, BlockFormat.TRACES_A_PAGE);
      indexes.add(writer.finish());
    }
    filters.addTraces(traces);
    return indexes;
  }

  private List<Footer.Part> parts() throws IOException {
    var parts = new ArrayList<>(filters.parts());
    digest.write(out).ifPresent(at -> parts.add(new Footer.Part(Footer.Part.DIGEST, 0, at)));
    parts.add(new Footer.Part(Footer.Part.JUDGED, 0, counting.write(source, order, out)));
    return parts;
  }

  private List<Footer.Entry> writeColumns() throws IOException {
    var entries = new ArrayList<Footer.Entry>();
    int attributes = 0;
    for (StoredKey key : source.storedKeys()) {
      boolean isAttribute = key.space() == StoredKey.Space.SPAN_ATTRIBUTE;
      ColumnValues values = values(key, isAttribute ? attributes++ : NO_ATTRIBUTE);
      if (values.size() > 0 || isAttribute) {
        Section index = writeColumn(key, values, entries.size());
        digest.add(key, values);
        entries.add(new Footer.Entry(key, values.size(), index));
      }
    }
    return entries;
  }

  /// The values of a column in the order of the file, valid until the next column is asked for.
  ///
  /// @param attribute the number that shapes have for the column, or `NO_ATTRIBUTE`
  private ColumnValues values(StoredKey key, int attribute) throws IOException {
    column.read(key);
    RowSet rows = rowSets.of(column);
    moved = moved.length < rows.size() ? new long[rows.size()] : moved;
    rows.move(column.values(), moved);
    return new ColumnValues(rows, moved, attribute >= 0 && shapedRows.say(attribute, rows));
  }

  /// @param place the column's in the footer
  private Section writeColumn(StoredKey key, ColumnValues values, int place) throws IOException {
    var writer = new ColumnWriter(out);
    if (key.equals(StoredKey.PARENT_SPAN_ID)) {
      column.requireOnePerRow(key);
      writer.writeParents(values, spanIds());
    } else if (key.equals(StoredKey.TRACE)) {
      renumberTraces(values);
      writer.writePages(values, order.firstRows());
    } else if (key.isCoded() && values.size() > 0) {
      writeCoded(key, values, writer, place);
    } else {
      writer.writePages(values, order.firstRows());
    }
    return writer.finish();
  }

  private long[] spanIds() throws IOException {
    long[] inSource = column.onePerRow(StoredKey.SPAN_ID);
    long[] spanIds = new long[inSource.length];
    for (int row = 0; row < spanIds.length; row++) {
      spanIds[row] = inSource[order.sources()[row]];
    }
    return spanIds;
  }

  private void renumberTraces(ColumnValues values) {
    for (int at = 0; at < values.size(); at++) {
      values.values()[at] = order.traceNumbers()[(int) values.values()[at]];
    }
  }

  /// Codes are numbered anew by first use: values that come together stand together, and those that
  /// each occur once have codes that count up, which take no room at all.
  private void writeCoded(StoredKey key, ColumnValues values, ColumnWriter writer, int place)
      throws IOException {
    Dictionary dictionary = source.stored(key).orElseThrow().dictionary();
    // New code plus one, or 0 for one that was not used yet.
    int[] newCodes = new int[dictionary.size()];
    int[] oldCodes = new int[dictionary.size()];
    long[] codes = values.values();
    int used = 0;
    for (int at = 0; at < values.size(); at++) {
      int code = (int) codes[at];
      if (newCodes[code] == 0) {
        oldCodes[used++] = code;
        newCodes[code] = used;
      }
      codes[at] = newCodes[code] - 1L;
    }
    writer.writePages(values, order.firstRows());
    FilterKeys filter = FilterWriter.keysOf(key, values.size(), used);
    writer.writeDictionary(dictionary, Arrays.copyOf(oldCodes, used), filter);
    filters.addValues(place, filter);
  }
}
