package dev.clew.query.run;

import dev.clew.store.Block;
import dev.clew.store.StoreView;
import dev.clew.store.TraceDirectory;
import dev.clew.store.TraceSummaries;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/// Which traces of a block are there as a whole, with every span once: they can be judged in place,
/// and what the block's directory says of them is true of the whole trace. Owned by one thread.
final class WholeTraces {
  private final Block block;
  private final TraceDirectory traces;
  private final Optional<TraceSummaries> summaries;
  private final Split split;

  /// Says which traces have rows elsewhere.
  private interface Split {
    boolean has(int number) throws IOException;
  }

  private WholeTraces(Block block, Split split) throws IOException {
    this.block = block;
    this.split = split;
    summaries = block.isSealed() ? block.summaries() : Optional.empty();
    traces = block.traces();
  }

  static WholeTraces of(StoreView view, Block block) throws IOException {
    BitSet split = block.isSealed() ? view.splitTraces(block) : new BitSet();
    return new WholeTraces(block, split::get);
  }

  /// The same, for who asks about few of them.
  static WholeTraces ofFew(StoreView view, Block block) throws IOException {
    return new WholeTraces(block, number -> view.isSplit(block, number));
  }

  boolean has(int number) throws IOException {
    return summaries.isPresent()
        && !summaries.get().isTooLarge(number)
        && summaries.get().spanCount(number) == traces.rowCount(number)
        && !split.has(number);
  }

  /// The page that has all rows of the trace, or -1.
  int page(int number) throws IOException {
    int[] rows = traces.rows(number);
    int page = pageOf(rows[0]);
    return rows[rows.length - 1] < block.firstRow(page + 1) ? page : -1;
  }

  private int pageOf(int row) {
    int low = 0;
    int high = block.pageCount() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (block.firstRow(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// Of a trace that is here as a whole.
  Extent extent(int number) throws IOException {
    return new Extent(traces.minStartNanos(number), traces.maxEndNanos(number));
  }

  /// Of a trace that is here as a whole.
  int spanCount(int number) throws IOException {
    return summaries.orElseThrow().spanCount(number);
  }

  /// Of a trace that is here as a whole.
  int errorCount(int number) throws IOException {
    return summaries.orElseThrow().errorCount(number);
  }
}
