package dev.clew.query.run;

import dev.clew.model.TimeRange;
import dev.clew.query.QueryException;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.BlockTests;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.RowTest;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.ValueTest;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// What some span of a trace has to pass for the trace to be found: the traces of a block that are
/// worth to be looked at as a whole.
record Anchor(SpanTest cover, TimeRange range) {
  /// A trace of a block by its number in the directory.
  ///
  /// @param latestStart of its spans in the block that pass; the trace starts no later
  record Sighting(int number, long latestStart) {}

  /// What one block has.
  record Sightings(List<Sighting> traces, long judgedRows) {}

  boolean skips(Block block) {
    return block.rowCount() == 0 || !range.overlaps(block.minStartNanos(), block.maxStartNanos());
  }

  /// The latest start that a row of the block can have and still pass.
  long latestStart(Block block) {
    return Math.min(block.maxStartNanos(), range.endNanos() - 1);
  }

  /// The traces that have a row which passes.
  Sightings in(Block block, Gaps gaps, Watch watch) throws IOException, QueryException {
    RowTest test = on(block, watch);
    if (test.equals(RowTest.NOTHING)) {
      return new Sightings(List.of(), block.rowCount());
    }
    long[] latest = new long[block.traces().size()];
    Arrays.fill(latest, Long.MIN_VALUE);
    var isSeen = new BitSet();
    long judged = 0;
    var scan = new PageScan(block, test);
    var traces = new ColumnPage();
    var starts = new ColumnPage();
    Column traceNumbers = block.column(Intrinsic.TRACE).orElseThrow();
    Column startTimes = block.column(Intrinsic.START_NANOS).orElseThrow();
    for (int page = 0; page < block.pageCount(); page++) {
      watch.check();
      try {
        long[] passing = scan.select(page);
        int firstRow = block.firstRow(page);
        int rows = block.firstRow(page + 1) - firstRow;
        if (!Bits.isEmpty(passing, Bits.words(rows))) {
          traceNumbers.read(page, traces);
          startTimes.read(page, starts);
          Bits.forEach(
              passing,
              rows,
              row -> {
                int trace = (int) traces.values()[row];
                isSeen.set(trace);
                latest[trace] = Math.max(latest[trace], starts.values()[row]);
              });
        }
        judged += rows;
      } catch (CorruptBlockException e) {
        gaps.add(e);
      }
    }
    var all = new ArrayList<Sighting>();
    isSeen.stream().forEach(trace -> all.add(new Sighting(trace, latest[trace])));
    return new Sightings(all, judged);
  }

  /// What the block's rows have to pass. Reads dictionaries but no pages.
  RowTest on(Block block, Watch watch) throws IOException, QueryException {
    RowTest test = new BlockTests(block, watch).of(cover);
    if (range.contains(block.minStartNanos()) && range.contains(block.maxStartNanos())) {
      return test;
    }
    Column starts = block.column(Intrinsic.START_NANOS).orElseThrow();
    var inRange = new ValueTest.Integers(range.startNanos(), range.endNanos() - 1, true);
    return RowTest.all(List.of(new RowTest.Values(starts, inRange), test));
  }
}
