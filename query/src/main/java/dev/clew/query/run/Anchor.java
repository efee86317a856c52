package dev.clew.query.run;

import dev.clew.model.TimeRange;
import dev.clew.query.QueryException;
import dev.clew.query.plan.BlockTests;
import dev.clew.query.plan.RowTest;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.ValueTest;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey.Intrinsic;
import java.io.IOException;
import java.util.List;

/// What some span of a trace has to pass for the trace to be found: the traces of a block that are
/// worth to be looked at as a whole.
public record Anchor(SpanTest cover, TimeRange range) {
  public boolean skips(Block block) {
    return block.rowCount() == 0 || !range.overlaps(block.minStartNanos(), block.maxStartNanos());
  }

  /// The latest start that a row of the block can have and still pass.
  long latestStart(Block block) {
    return Math.min(block.maxStartNanos(), range.endNanos() - 1);
  }

  /// What a row of the block has to pass.
  public RowTest on(Block block, Watch watch) throws IOException, QueryException {
    RowTest test = new BlockTests(block, watch).of(cover);
    if (range.contains(block.minStartNanos()) && range.contains(block.maxStartNanos())) {
      return test;
    }
    Column starts = block.column(Intrinsic.START_NANOS).orElseThrow();
    var inRange = new ValueTest.Integers(range.startNanos(), range.endNanos() - 1, true);
    return RowTest.all(List.of(new RowTest.Values(starts, inRange), test));
  }
}
