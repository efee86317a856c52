package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the rows of a block go when it is sealed: trace by trace, traces by their earliest start,
/// the rows of a trace by start; those of a span that was sent again stay in the order in which
/// they came.
///
/// @param places by row of the source, its row in the file
/// @param sources by row of the file, its row in the source
/// @param traceNumbers by trace of the source, its number in the file: its rank by id
/// @param firstRows by page of the file, its first row; one more for where the last page ends
/// @param traces what the file says of each trace, by number
@SuppressWarnings("ArrayRecordComponent") // handed from step to step, never compared
record RowOrder(int[] places, int[] sources, int[] traceNumbers, int[] firstRows, Traces traces) {
  int rowCount() {
    return places.length;
  }

  int pageCount() {
    return firstRows.length - 1;
  }

  /// The trace directory's columns.
  record Traces(
      long[] highs,
      long[] lows,
      long[] firstRows,
      long[] rowCounts,
      long[] minStarts,
      long[] maxEnds) {
    Traces(int size) {
      this(
          new long[size],
          new long[size],
          new long[size],
          new long[size],
          new long[size],
          new long[size]);
    }
  }

  static RowOrder of(StoredBlock source) throws IOException {
    return of(source, new SourceColumn(source));
  }

  /// @param column reads the source
  static RowOrder of(StoredBlock source, SourceColumn column) throws IOException {
    return new Sorter(source, column).sort();
  }

  private static final class Sorter {
    private final StoredBlock source;
    private final SourceColumn column;
    private final int rowCount;
    private final int traceCount;
    private final long[] traceOfRow;
    private final long[] starts;
    private final long[] minStarts;
    private final long[] maxEnds;
    private final int[] places;

    Sorter(StoredBlock source, SourceColumn column) throws IOException {
      this.source = source;
      this.column = column;
      rowCount = source.rowCount();
      traceCount = source.traces().size();
      traceOfRow = column.onePerRow(StoredKey.TRACE);
      starts = column.onePerRow(StoredKey.START_NANOS);
      minStarts = new long[traceCount];
      maxEnds = new long[traceCount];
      places = new int[rowCount];
    }

    RowOrder sort() throws IOException {
      findTimes();
      int[] byId = tracesById();
      int[] byStart = byId.clone();
      StableOrder.sort(byStart, 0, traceCount, minStarts);
      int[] bounds = bounds(ranks(byStart));
      int[] sources = placeRows(ranks(byStart), bounds);
      return new RowOrder(
          places, sources, ranks(byId), cutPages(bounds), traces(byId, ranks(byStart), bounds));
    }

    private void findTimes() throws IOException {
      long[] durations = column.onePerRow(StoredKey.DURATION_NANOS);
      Arrays.fill(minStarts, Long.MAX_VALUE);
      Arrays.fill(maxEnds, Long.MIN_VALUE);
      for (int row = 0; row < rowCount; row++) {
        int trace = (int) traceOfRow[row];
        minStarts[trace] = Math.min(minStarts[trace], starts[row]);
        maxEnds[trace] = Math.max(maxEnds[trace], starts[row] + durations[row]);
      }
    }

    private int[] tracesById() throws IOException {
      TraceDirectory directory = source.traces();
      long[] highs = new long[traceCount];
      long[] lows = new long[traceCount];
      for (int trace = 0; trace < traceCount; trace++) {
        TraceId id = directory.traceId(trace);
        highs[trace] = id.high();
        lows[trace] = id.low();
      }
      int[] byId = StableOrder.identity(traceCount);
      StableOrder.sort(byId, 0, traceCount, lows);
      StableOrder.sort(byId, 0, traceCount, highs);
      return byId;
    }

    private static int[] ranks(int[] order) {
      int[] ranks = new int[order.length];
      for (int rank = 0; rank < order.length; rank++) {
        ranks[order[rank]] = rank;
      }
      return ranks;
    }

    /// By rank of start, where the rows of a trace begin.
    private int[] bounds(int[] rankOfTrace) {
      int[] bounds = new int[traceCount + 1];
      for (int row = 0; row < rowCount; row++) {
        bounds[rankOfTrace[(int) traceOfRow[row]] + 1]++;
      }
      for (int rank = 0; rank < traceCount; rank++) {
        bounds[rank + 1] += bounds[rank];
      }
      return bounds;
    }

    /// Fills `places` and returns what `sources` is to be.
    private int[] placeRows(int[] rankOfTrace, int[] bounds) throws IOException {
      int[] next = bounds.clone();
      int[] rows = new int[rowCount];
      for (int row = 0; row < rowCount; row++) {
        rows[next[rankOfTrace[(int) traceOfRow[row]]]++] = row;
      }
      var sorter = new TraceSorter(starts, column.onePerRow(StoredKey.SPAN_ID));
      for (int rank = 0; rank < traceCount; rank++) {
        sorter.sort(rows, bounds[rank], bounds[rank + 1]);
      }
      for (int place = 0; place < rowCount; place++) {
        places[rows[place]] = place;
      }
      return rows;
    }

    private int[] cutPages(int[] bounds) throws IOException {
      return PageCuts.of(bounds, weights());
    }

    /// By row of the file, how many values a column may have in it at most.
    private int[] weights() throws IOException {
      int[] weights = new int[rowCount];
      Arrays.fill(weights, 1);
      int[] values = new int[rowCount];
      for (StoredKey key : ofSeveralValues()) {
        column.read(key);
        for (int at = 0; at < column.size(); at++) {
          values[places[column.rows()[at]]]++;
        }
        for (int place = 0; column.size() > 0 && place < rowCount; place++) {
          weights[place] = Math.max(weights[place], values[place]);
          values[place] = 0;
        }
      }
      return weights;
    }

    /// The columns that may have several values in a row.
    private static List<StoredKey> ofSeveralValues() {
      var keys = new ArrayList<StoredKey>();
      keys.add(StoredKey.EVENT_BODY);
      keys.add(StoredKey.LINK_BODY);
      keys.add(StoredKey.RAW_ATTRIBUTE);
      StoredKey.Space.OF_ATTRIBUTES.forEach(space -> keys.add(StoredKey.overflowKeys(space)));
      return keys;
    }

    private Traces traces(int[] byId, int[] rankOfTrace, int[] bounds) throws IOException {
      TraceDirectory directory = source.traces();
      var traces = new Traces(traceCount);
      for (int number = 0; number < traceCount; number++) {
        int trace = byId[number];
        TraceId id = directory.traceId(trace);
        int rank = rankOfTrace[trace];
        traces.highs[number] = id.high();
        traces.lows[number] = id.low();
        traces.firstRows[number] = bounds[rank];
        traces.rowCounts[number] = (long) bounds[rank + 1] - bounds[rank];
        traces.minStarts[number] = minStarts[trace];
        traces.maxEnds[number] = maxEnds[trace];
      }
      return traces;
    }
  }
}
