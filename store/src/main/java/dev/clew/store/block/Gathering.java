package dev.clew.store.block;

import dev.clew.store.block.EarlierBlocks.Fragment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads scattered rows of several blocks into one table, each block once.
///
/// Owned by one thread.
final class Gathering {
  @SuppressWarnings("ArrayRecordComponent") // handed from step to step, never compared
  private record Picked(int[] rows, int target) {}

  private final EarlierBlocks blocks;
  private final SpanTable table;
  private final List<List<Picked>> picked = new ArrayList<>();

  Gathering(EarlierBlocks blocks, SpanTable table) {
    this.blocks = blocks;
    this.table = table;
    blocks.blocks().forEach(_ -> picked.add(new ArrayList<>()));
  }

  /// Picks the rows of a trace, to go to the rows of the table from `target` on; returns where they
  /// end.
  int pick(List<Fragment> fragments, int target) throws IOException {
    int end = target;
    for (Fragment fragment : fragments) {
      int[] rows = fragment.rows();
      picked.get(fragment.block()).add(new Picked(rows, end));
      end += rows.length;
    }
    return end;
  }

  /// Reads what was picked, and forgets it.
  void read(boolean withCalls) throws IOException {
    for (int block = 0; block < picked.size(); block++) {
      if (!picked.get(block).isEmpty()) {
        StoredBlock source = blocks.blocks().get(block);
        SpanTable.Picks picks = picks(picked.get(block));
        table.readSpans(source, picks);
        if (withCalls) {
          table.readCalls(source, picks);
        }
        picked.get(block).clear();
      }
    }
  }

  private static SpanTable.Picks picks(List<Picked> picked) {
    int count = picked.stream().mapToInt(each -> each.rows().length).sum();
    long[] pairs = new long[count];
    int at = 0;
    for (Picked each : picked) {
      for (int row = 0; row < each.rows().length; row++) {
        pairs[at++] = ((long) each.rows()[row] << 32) | (each.target() + row);
      }
    }
    Arrays.sort(pairs);
    int[] rows = new int[count];
    int[] targets = new int[count];
    for (int pair = 0; pair < count; pair++) {
      rows[pair] = (int) (pairs[pair] >>> 32);
      targets[pair] = (int) pairs[pair];
    }
    return new SpanTable.Picks(rows, targets);
  }
}
