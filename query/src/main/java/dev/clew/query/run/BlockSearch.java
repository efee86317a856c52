package dev.clew.query.run;

import dev.clew.query.QueryException;
import dev.clew.query.eval.PageColumns;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.RowTest;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.BitSet;

/// Finds the traces of one block that have a row which passes. Owned by the thread that scans.
final class BlockSearch {
  private static final int TRACES_A_CHECK = 256;

  /// As many are read before traces are looked at; then as many again, and so on.
  private static final int FEWEST_PAGES = 4;

  private final Block block;
  private final TraceQuery query;
  private final Gaps gaps;

  /// By trace, how many rows pass, where that matters.
  private final int[] counts;

  private final PageColumns traceNumbers = new PageColumns(Intrinsic.TRACE);
  private final BitSet found = new BitSet();
  private long judgedRows;

  BlockSearch(Block block, TraceQuery query, Gaps gaps) throws IOException {
    this.block = block;
    this.query = query;
    this.gaps = gaps;
    counts = new int[query.leastSpans(block) > 1 ? block.traces().size() : 0];
  }

  /// The numbers of the traces in the block's directory.
  BitSet traces(Watch watch) throws IOException, QueryException {
    return traces(query.test(block, watch), watch);
  }

  private BitSet traces(RowTest test, Watch watch) throws IOException, QueryException {
    switch (test) {
      case RowTest.Nothing _ -> judgedRows = block.rowCount();
      case RowTest.Everything _ -> {
        judgedRows = block.rowCount();
        found.set(0, block.traces().size());
        for (int number = 0; number < counts.length; number++) {
          counts[number] = block.traces().rowCount(number);
        }
      }
      case RowTest.Values _, RowTest.Not _, RowTest.All _, RowTest.Either _ -> scan(test, watch);
    }
    if (counts.length > 0) {
      leaveOutSmall(watch);
    }
    return found;
  }

  /// Those traces go that have too few rows which pass, even if all do that are elsewhere.
  private void leaveOutSmall(Watch watch) throws IOException, QueryException {
    long least = query.leastSpans(block);
    WholeTraces whole = query.whole(block);
    for (int number = found.nextSetBit(0); number >= 0; number = found.nextSetBit(number + 1)) {
      if (number % TRACES_A_CHECK == 0) {
        watch.check();
      }
      boolean isSmall =
          counts[number] < least
              && (whole.has(number) || query.rowsBeside(block, number) < least - counts[number]);
      found.set(number, !isSmall);
    }
  }

  /// How many rows had a say.
  long judgedRows() {
    return judgedRows;
  }

  private void scan(RowTest test, Watch watch) throws IOException, QueryException {
    var rows = new PageScan(block, test);
    for (int page = 0; page < block.pageCount(); page++) {
      watch.check();
      scan(page, rows);
    }
  }

  private void scan(int page, PageScan rows) throws IOException {
    try {
      collect(page, rows.select(page));
    } catch (CorruptBlockException e) {
      gaps.add(e);
    }
  }

  /// Takes traces as they are found, and says whether to go on.
  interface Taker {
    /// Takes what was found since the last call.
    ///
    /// @param latest no trace in the pages to come starts later, unless it repeats spans
    boolean take(BitSet traces, long latest) throws IOException, QueryException;
  }

  /// Hands over the numbers of the traces page by page, the newest first, each once; or all at
  /// once, where the block is not in that order, or no page has to be read.
  void newestFirst(Taker taker, Watch watch) throws IOException, QueryException {
    RowTest test = query.test(block, watch);
    boolean isPaged =
        block.areTracesInOrder()
            && counts.length == 0
            && !(test instanceof RowTest.Nothing || test instanceof RowTest.Everything);
    if (!isPaged) {
      taker.take(traces(test, watch), Long.MAX_VALUE);
      return;
    }
    var rows = new PageScan(block, test);
    Column starts = block.column(Intrinsic.START_NANOS).orElseThrow();
    var before = new BitSet();
    int count = FEWEST_PAGES;
    int page = block.pageCount();
    boolean isWanted = true;
    while (page > 0 && isWanted) {
      for (int last = Math.max(page - count, 0); page > last; page--) {
        watch.check();
        scan(page - 1, rows);
      }
      found.andNot(before);
      before.or(found);
      isWanted = taker.take(found, page == 0 ? Long.MAX_VALUE : starts.bounds(page).min());
      found.clear();
      count *= 2;
    }
  }

  private void collect(int page, long[] passing) throws IOException {
    int rows = block.firstRow(page + 1) - block.firstRow(page);
    if (!Bits.isEmpty(passing, Bits.words(rows))) {
      traceNumbers.read(block, page);
      long[] numbers = traceNumbers.values(0);
      Bits.forEach(passing, rows, row -> add((int) numbers[row]));
    }
    judgedRows += rows;
  }

  private void add(int trace) {
    found.set(trace);
    if (counts.length > 0) {
      counts[trace]++;
    }
  }
}
