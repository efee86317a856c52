package dev.clew.query.plan;

import dev.clew.model.TimeRange;
import dev.clew.query.Condition;
import dev.clew.query.QueryException;
import dev.clew.query.traceql.Operator;
import dev.clew.store.Block;
import dev.clew.store.ColumnKey.Intrinsic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A condition on the spans that start in a range, ready to be put to any block. Any thread may use
/// it.
public final class Plan {
  private final Condition condition;
  private final TimeRange range;
  private final Map<Condition.Compare, Comparison> comparisons = new ConcurrentHashMap<>();

  public Plan(Condition condition, TimeRange range) {
    this.condition = condition;
    this.range = range;
  }

  /// True when no row of the block starts in the range.
  public boolean skips(Block block) {
    return block.rowCount() == 0 || !range.overlaps(block.minStartNanos(), block.maxStartNanos());
  }

  /// The latest start that a row of the block can have and still count.
  public long latestStart(Block block) {
    return Math.min(block.maxStartNanos(), range.endNanos() - 1);
  }

  /// What the block's rows have to pass. Reads dictionaries but no pages.
  public RowTest on(Block block, Checkpoint checkpoint) throws IOException, QueryException {
    if (skips(block)) {
      return RowTest.NOTHING;
    }
    var planner = new BlockPlanner(this, block, checkpoint);
    return RowTest.all(List.of(inRange(block, planner), planner.test(condition)));
  }

  private RowTest inRange(Block block, BlockPlanner planner) throws IOException {
    if (range.contains(block.minStartNanos()) && range.contains(block.maxStartNanos())) {
      return RowTest.EVERYTHING;
    }
    var test = new ValueTest.Integers(range.startNanos(), range.endNanos() - 1, true);
    return planner.numbers(Intrinsic.START_NANOS, test);
  }

  Comparison comparison(Condition.Compare compare) {
    return comparisons.computeIfAbsent(
        compare, key -> Comparison.of(Operator.valueOf(key.operator().name()), key.operand()));
  }
}
