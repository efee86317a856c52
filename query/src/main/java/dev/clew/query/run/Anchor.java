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
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /// True when all rows of the block start in the range.
  boolean isAround(Block block) {
    return range.contains(block.minStartNanos()) && range.contains(block.maxStartNanos());
  }

  /// A digest of the block that tells some columns apart, where all rows start in the range.
  Optional<Digest> digest(Block block, Set<Intrinsic> columns) throws IOException {
    try {
      return isAround(block) ? block.digest(columns) : Optional.empty();
    } catch (CorruptBlockException _) {
      return Optional.empty(); // the rows say the same
    }
  }

  /// What a row of such a digest has to pass.
  RowTest onDigest(Digest digest, Watch watch) throws IOException, QueryException {
    return new BlockTests(digest, watch).of(cover);
  }

  /// What a row of the block has to pass.
  public RowTest on(Block block, Watch watch) throws IOException, QueryException {
    RowTest test = new BlockTests(block, watch).of(cover);
    if (isAround(block)) {
      return test;
    }
    Column starts = block.column(Intrinsic.START_NANOS).orElseThrow();
    var inRange = new ValueTest.Integers(range.startNanos(), range.endNanos() - 1, true);
    return RowTest.all(List.of(new RowTest.Values(starts, inRange), test));
  }
}
