package dev.clew.store.compact;

import dev.clew.store.block.Pieces;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.block.StoredKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Finds the rows of spans that were sent again later: of those with the same trace, span id and
/// kind only the one that came last is kept, unless they may be pieces of one.
///
/// Owned by one thread.
final class Repeats {
  private record Identity(long spanId, long kind) {}

  private final UnitedTraces traces;
  private final List<long[]> spanIds = new ArrayList<>();
  private final List<long[]> kinds = new ArrayList<>();
  private final List<Pieces> pieces = new ArrayList<>();

  /// Empty where no row is a piece.
  private final List<long[]> scopes = new ArrayList<>();

  private final List<BitSet> dropped = new ArrayList<>();

  private Repeats(List<? extends StoredBlock> blocks) throws IOException {
    traces = UnitedTraces.of(blocks);
    for (StoredBlock block : blocks) {
      spanIds.add(WholeColumn.read(block, StoredKey.SPAN_ID));
      kinds.add(WholeColumn.read(block, StoredKey.KIND));
      Pieces ofBlock = Pieces.in(block);
      pieces.add(ofBlock);
      scopes.add(ofBlock.areNone() ? new long[0] : WholeColumn.read(block, StoredKey.SCOPE));
      dropped.add(new BitSet());
    }
  }

  /// The blocks without the rows that a later one of them, or a later row of the same, replaces.
  ///
  /// @param blocks in the order in which their spans came; so must be the rows of each, as far as
  ///   they are of the same span
  static List<StoredBlock> removedFrom(
      List<? extends StoredBlock> blocks, Function<StoredBlock, String> newName)
      throws IOException {
    var repeats = new Repeats(blocks);
    for (int trace = 0; trace < repeats.traces.size(); trace++) {
      repeats.dropIn(trace);
    }
    var kept = new ArrayList<StoredBlock>();
    for (int block = 0; block < blocks.size(); block++) {
      StoredBlock whole = blocks.get(block);
      BitSet rows = repeats.dropped.get(block);
      kept.add(rows.isEmpty() ? whole : SubsetBlock.without(whole, rows, newName.apply(whole)));
    }
    return kept;
  }

  private void dropIn(int trace) throws IOException {
    Set<Identity> taken = new HashSet<>();
    for (int fragment = traces.lastFragment(trace);
        fragment != UnitedTraces.NONE;
        fragment = traces.earlierFragment(fragment)) {
      int block = traces.block(fragment);
      int[] rows = traces.rows(fragment);
      for (int at = rows.length - 1; at >= 0; at--) {
        int row = rows[at];
        boolean isNew = taken.add(new Identity(spanIds.get(block)[row], kinds.get(block)[row]));
        if (!isNew && !isPiece(block, row)) {
          dropped.get(block).set(row);
        }
      }
    }
  }

  private boolean isPiece(int block, int row) {
    return !pieces.get(block).areNone() && pieces.get(block).mayBe(scopes.get(block)[row]);
  }
}
