package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The trace directory of a block file: the traces in the order of their ids, in pages that are
/// read when they are asked for and kept as long as someone uses the directory.
final class SealedTraces implements TraceDirectory {
  private static final int HIGH = 0;
  private static final int LOW = 1;
  private static final int FIRST_ROW = 2;
  private static final int ROW_COUNT = 3;
  private static final int MIN_START = 4;
  private static final int MAX_END = 5;

  private final SectionReader sections;
  private final int size;
  private final int rowCount;
  private final List<ColumnIndex> indexes;
  private final @Nullable FuseFilter filter;
  private final List<AtomicReferenceArray<long[]>> pages;

  SealedTraces(
      SectionReader sections,
      Footer footer,
      List<ColumnIndex> indexes,
      @Nullable FuseFilter filter) {
    this.sections = sections;
    this.filter = filter;
    size = footer.traceCount();
    rowCount = footer.rowCount();
    this.indexes = indexes;
    int pageCount = pageCount(size);
    pages = indexes.stream().map(_ -> new AtomicReferenceArray<long[]>(pageCount)).toList();
  }

  static int pageCount(int size) {
    return Math.ceilDiv(size, BlockFormat.TRACES_A_PAGE);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int find(TraceId trace) throws IOException {
    if (filter != null && !filter.mayContain(FuseFilter.key(trace.high(), trace.low()))) {
      return -1;
    }
    for (int page = firstPage(trace.high());
        page < pageCount(size) && mins(HIGH)[page] <= trace.high();
        page++) {
      if (mayHold(LOW, page, trace.low())) {
        int found = find(trace, page);
        if (found >= 0) {
          return found;
        }
      }
    }
    return -1;
  }

  /// The first page that has such an id, or a higher one.
  private int firstPage(long high) {
    long[] maxes = indexes.get(HIGH).bounds().maxes();
    int from = 0;
    int to = maxes.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (maxes[middle] < high) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private long[] mins(int column) {
    return indexes.get(column).bounds().mins();
  }

  private boolean mayHold(int column, int page, long value) {
    ColumnIndex.Bounds bounds = indexes.get(column).bounds();
    return bounds.mins()[page] <= value && value <= bounds.maxes()[page];
  }

  private int find(TraceId trace, int page) throws IOException {
    long[] highs = page(HIGH, page);
    if (Arrays.binarySearch(highs, trace.high()) < 0) {
      return -1; // Mostly so where the filter said "maybe" wrongly: the other halves are not read.
    }
    long[] lows = page(LOW, page);
    int low = 0;
    int high = highs.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean isBefore =
          highs[middle] < trace.high()
              || (highs[middle] == trace.high() && lows[middle] < trace.low());
      if (isBefore) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean isHere = low < highs.length && highs[low] == trace.high() && lows[low] == trace.low();
    return isHere ? page * BlockFormat.TRACES_A_PAGE + low : -1;
  }

  @Override
  public TraceId traceId(int number) throws IOException {
    return new TraceId(value(HIGH, number), value(LOW, number));
  }

  @Override
  public int[] rows(int number) throws IOException {
    long firstRow = value(FIRST_ROW, number);
    long count = value(ROW_COUNT, number);
    if (firstRow < 0 || firstRow > rowCount || count < 0 || count > rowCount - firstRow) {
      throw new CorruptBlockException(
          sections.name(),
          0,
          "trace "
              + number
              + " needs rows below "
              + rowCount
              + ", has "
              + count
              + " from "
              + firstRow);
    }
    return Presence.all((int) firstRow, (int) count);
  }

  @Override
  public int rowCount(int number) throws IOException {
    return (int) value(ROW_COUNT, number);
  }

  @Override
  public long minStartNanos(int number) throws IOException {
    return value(MIN_START, number);
  }

  @Override
  public long maxEndNanos(int number) throws IOException {
    return value(MAX_END, number);
  }

  private long value(int column, int number) throws IOException {
    return page(column, number / BlockFormat.TRACES_A_PAGE)[number % BlockFormat.TRACES_A_PAGE];
  }

  private long[] page(int column, int page) throws IOException {
    long[] kept = pages.get(column).get(page);
    if (kept == null) {
      kept = readPage(column, page);
      pages.get(column).set(page, kept);
    }
    return kept;
  }

  private long[] readPage(int column, int page) throws IOException {
    Section section = indexes.get(column).places().sections().get(page);
    ByteSource in =
        sections.read(section, () -> "trace directory column " + column + " page " + page);
    int count = Math.min(BlockFormat.TRACES_A_PAGE, size - page * BlockFormat.TRACES_A_PAGE);
    long[] values = Numbers.decode(in, count);
    in.end();
    return values;
  }
}
