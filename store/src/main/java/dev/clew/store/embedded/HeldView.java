package dev.clew.store.embedded;

import dev.clew.model.TimeRange;
import dev.clew.store.Block;
import dev.clew.store.StoreView;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.compact.SubsetBlock;
import java.io.IOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A view that keeps its blocks from being deleted.
///
/// What it finds out later is guarded by its own lock.
final class HeldView implements StoreView {
  private final Holding holding;
  private final List<Block> byArrival;
  private final List<Block> blocks;
  private final List<String> missing;

  /// A block or head, and what is known of its traces.
  private record Seen(StoredBlock rows, SplitTraces.Found found) {}

  /// By name; null until somebody asks.
  private @Nullable Map<String, Seen> seen;

  HeldView(Holding holding, TimeRange range, List<String> missing) {
    this.holding = holding;
    this.missing = missing;
    byArrival =
        holding.stored().stream()
            .<Block>map(each -> each)
            .filter(each -> range.overlaps(each.minStartNanos(), each.maxStartNanos()))
            .toList();
    blocks =
        byArrival.stream()
            .sorted(Comparator.comparingLong(Block::maxStartNanos).reversed())
            .toList();
  }

  @Override
  public List<Block> blocks() {
    return blocks;
  }

  @Override
  public List<Block> byArrival() {
    return byArrival;
  }

  @Override
  public List<String> missing() {
    return missing;
  }

  @Override
  public BitSet splitTraces(Block block) throws IOException {
    return found(block, SplitTraces.Found::split);
  }

  @Override
  public BitSet repeatedTraces(Block block) throws IOException {
    return found(block, SplitTraces.Found::repeated);
  }

  private BitSet found(Block block, Function<SplitTraces.Found, BitSet> which) throws IOException {
    Seen seen = seen(block.name());
    BitSet traces = which.apply(seen.found());
    return seen.rows() instanceof SubsetBlock subset
        ? subset.leftTraces(traces)
        : (BitSet) traces.clone();
  }

  private Seen seen(String block) throws IOException {
    Seen seen = seenByName().get(block);
    if (seen == null) {
      throw new IllegalArgumentException("needs a block of this view, got " + block);
    }
    return seen;
  }

  private synchronized Map<String, Seen> seenByName() throws IOException {
    Map<String, Seen> known = seen;
    if (known == null) {
      known = new HashMap<>();
      List<SplitTraces.Found> found = holding.findSplitTraces();
      for (int at = 0; at < found.size(); at++) {
        StoredBlock rows = holding.shown().get(at).rows();
        known.put(rows.name(), new Seen(rows, found.get(at)));
      }
      seen = known;
    }
    return known;
  }

  @Override
  public void close() {
    holding.close();
  }
}
