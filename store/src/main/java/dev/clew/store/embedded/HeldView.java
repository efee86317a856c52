package dev.clew.store.embedded;

import dev.clew.model.TimeRange;
import dev.clew.store.Block;
import dev.clew.store.StoreView;
import java.util.Comparator;
import java.util.List;

/// A view that keeps its blocks from being deleted.
record HeldView(Holding holding, List<Block> blocks, List<Block> byArrival, List<String> missing)
    implements StoreView {
  static HeldView of(Holding holding, TimeRange range, List<String> missing) {
    List<Block> byArrival =
        holding.stored().stream()
            .<Block>map(each -> each)
            .filter(each -> range.overlaps(each.minStartNanos(), each.maxStartNanos()))
            .toList();
    List<Block> blocks =
        byArrival.stream()
            .sorted(Comparator.comparingLong(Block::maxStartNanos).reversed())
            .toList();
    return new HeldView(holding, blocks, byArrival, missing);
  }

  @Override
  public void close() {
    holding.close();
  }
}
