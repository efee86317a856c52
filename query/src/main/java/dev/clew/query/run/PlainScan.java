package dev.clew.query.run;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Moments;
import dev.clew.query.eval.PlainSpans;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.RowTest;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Digest;
import dev.clew.store.PageBounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Reads the spans of one block that pass a plain query, page by page. Owned by the thread that
/// scans.
final class PlainScan {
  private final Block block;
  private final TraceQuery query;
  private final SpanScan.Request request;
  private final Gaps gaps;

  /// The traces of which a row may not be a span of its own, which have to be put together.
  private final BitSet repeated = new BitSet();

  /// Those of them that have a row which passes.
  private final BitSet sighted = new BitSet();

  private final ColumnPage traceNumbers = new ColumnPage();
  private long judgedRows;

  /// Is handed the spans of each page.
  interface Taker {
    void take(MatchedSpans spans) throws QueryException;
  }

  PlainScan(Block block, TraceQuery query, SpanScan.Request request, Gaps gaps) {
    this.block = block;
    this.query = query;
    this.request = request;
    this.gaps = gaps;
  }

  void run(Taker taker, Watch watch) throws IOException, QueryException {
    RowTest test = query.test(block, watch);
    if (test instanceof RowTest.Nothing) {
      judgedRows = block.rowCount();
      return;
    }
    repeated.or(query.repeated(block));
    var passing = new PageScan(block, test);
    var selected = new PageScan(block, query.selected(block, watch));
    boolean areToldApart = request.areToldApart() && !(block instanceof Digest);
    var asked =
        new PlainSpans.Asked(request.fields(), reach(), areToldApart, false, request.starts());
    var spans = new PlainSpans(block, asked, gaps::add);
    for (int page = 0; page < block.pageCount(); page++) {
      watch.check();
      try {
        long[] rows = passing.select(page);
        if (leaveSpans(page, rows)) {
          spans.read(page, rows, selected.select(page));
          taker.take(spans);
        }
        judgedRows += block.firstRow(page + 1) - block.firstRow(page);
      } catch (CorruptBlockException e) {
        gaps.add(e);
      }
    }
  }

  /// Says whether examples are still looked for between two moments.
  interface Lookout {
    boolean seeks(long firstNanos, long lastNanos);
  }

  /// Hands out spans that were counted before, from no more pages than it takes to find examples.
  ///
  /// @param reach in which the spans were counted
  void show(TimeRange reach, Lookout lookout, Taker taker, Watch watch)
      throws IOException, QueryException {
    RowTest test = query.test(block, watch);
    if (test instanceof RowTest.Nothing) {
      return;
    }
    var passing = new PageScan(block, test);
    var spans =
        new PlainSpans(
            block,
            new PlainSpans.Asked(request.fields(), reach, true, true, Moments.APART),
            gaps::add);
    Column starts = block.column(Intrinsic.START_NANOS).orElseThrow();
    for (int page = 0; page < block.pageCount(); page++) {
      watch.check();
      PageBounds bounds = starts.bounds(page);
      if (lookout.seeks(bounds.min(), bounds.max())) {
        try {
          long[] rows = passing.select(page);
          spans.read(page, rows, rows);
          taker.take(spans);
        } catch (CorruptBlockException e) {
          gaps.add(e);
        }
      }
    }
  }

  TimeRange reach() {
    long first = Math.max(block.minStartNanos(), request.range().startNanos());
    long last = Math.min(block.maxStartNanos(), request.range().endNanos() - 1);
    return new TimeRange(first, last + 1);
  }

  /// Takes the rows of such traces out; false if no row is left.
  private boolean leaveSpans(int page, long[] rows) throws IOException {
    int firstRow = block.firstRow(page);
    int words = Bits.words(block.firstRow(page + 1) - firstRow);
    if (!repeated.isEmpty() && !Bits.isEmpty(rows, words)) {
      Column numbers = block.column(Intrinsic.TRACE).orElseThrow();
      numbers.read(page, traceNumbers);
      for (int at = 0; at < traceNumbers.size(); at++) {
        int row = traceNumbers.rows()[at] - firstRow;
        int trace = (int) traceNumbers.values()[at];
        if (repeated.get(trace) && Bits.get(rows, row)) {
          sighted.set(trace);
          Bits.clear(rows, row);
        }
      }
    }
    return !Bits.isEmpty(rows, words);
  }

  /// The traces that have a row which passes, and have to be put together.
  List<TraceId> scattered() throws IOException {
    var traces = new ArrayList<TraceId>();
    for (int number = sighted.nextSetBit(0); number >= 0; number = sighted.nextSetBit(number + 1)) {
      traces.add(block.traces().traceId(number));
    }
    return traces;
  }

  /// How many rows had a say.
  long judgedRows() {
    return judgedRows;
  }
}
