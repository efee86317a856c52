package dev.clew.store.embedded;

import dev.clew.model.TimeRange;
import dev.clew.store.CallSeries;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import dev.clew.store.block.Counting;
import dev.clew.store.block.EarlierBlocks;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.cube.Sum;
import dev.clew.store.cube.Tally;
import dev.clew.store.cube.WrittenCube;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the blocks and heads of a tenant count, added up. Blocks have it written down, heads are
/// counted when they are asked.
///
/// Owned by one thread, which closes it.
public final class Tallies implements AutoCloseable {
  private final Holding holding;
  private final List<String> missing;

  Tallies(Holding holding, List<String> missing) {
    this.holding = holding;
    this.missing = new ArrayList<>(missing);
  }

  public Counts<SpanSeries> spans(TimeRange range, Duration step) throws IOException {
    Sum sum = sum(range, step, Tally.Part.SPANS_ADDED, Tally.Part.SPANS_REMOVED);
    return new Counts<>(sum.spans(), missing);
  }

  public Counts<CallSeries> calls(TimeRange range, Duration step) throws IOException {
    Sum sum = sum(range, step, Tally.Part.CALLS_ADDED, Tally.Part.CALLS_REMOVED);
    return new Counts<>(sum.calls(), missing);
  }

  private Sum sum(TimeRange range, Duration step, Tally.Part added, Tally.Part removed)
      throws IOException {
    var sum = new Sum(range, step);
    List<StoredBlock> stored = holding.stored();
    for (int at = 0; at < stored.size(); at++) {
      if (stored.get(at) instanceof SealedBlock block && block.isCounted()) {
        addSealed(sum, block, added, removed);
      } else {
        Tally tally = Counting.of(stored.get(at), new EarlierBlocks(stored.subList(0, at)));
        sum.add(tally.cube(added));
        sum.remove(tally.cube(removed));
      }
    }
    return sum;
  }

  private void addSealed(Sum sum, SealedBlock block, Tally.Part added, Tally.Part removed)
      throws IOException {
    try {
      Optional<WrittenCube> more = read(sum, block, added);
      Optional<WrittenCube> less = read(sum, block, removed);
      more.ifPresent(sum::add);
      less.ifPresent(sum::remove);
    } catch (CorruptBlockException e) {
      missing.add("what block " + block.name() + " counts: " + e.getMessage());
    }
  }

  private static Optional<WrittenCube> read(Sum sum, SealedBlock block, Tally.Part part)
      throws IOException {
    return block.counts(part, sum) ? block.written(part) : Optional.empty();
  }

  @Override
  public void close() {
    holding.close();
  }
}
