package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The blocks and heads of a tenant whose spans came before those of another.
///
/// @param blocks in the order in which their spans came
/// @param areAll false where some may be missing
public record EarlierBlocks(List<? extends StoredBlock> blocks, boolean areAll) {
  /// As many traces as are looked for together: what is found of them is in memory at once.
  static final int TRACES_AT_ONCE = 1 << 10;

  /// For what comes first.
  public static final EarlierBlocks NONE = new EarlierBlocks(List.of());

  public EarlierBlocks {
    blocks = List.copyOf(blocks);
  }

  public EarlierBlocks(List<? extends StoredBlock> blocks) {
    this(blocks, true);
  }

  /// Only so many of these, the first ones.
  public EarlierBlocks first(int count) {
    return new EarlierBlocks(blocks.subList(0, count), areAll);
  }

  /// A trace as far as one of the blocks has it.
  ///
  /// @param number the trace's there
  record Fragment(int block, TraceDirectory traces, int number) {
    int rowCount() throws IOException {
      return traces.rowCount(number);
    }

    int[] rows() throws IOException {
      return traces.rows(number);
    }
  }

  /// By trace, where it has rows, in the order in which they came. Traces are looked for together,
  /// block by block: next to none is in any, and what says so of a block is at hand then.
  List<List<Fragment>> fragments(List<TraceId> traces) throws IOException {
    var fragments = new ArrayList<List<Fragment>>(Collections.nCopies(traces.size(), List.of()));
    for (int block = 0; block < blocks.size(); block++) {
      TraceDirectory directory = blocks.get(block).traces();
      for (int at = 0; at < traces.size(); at++) {
        int number = directory.find(traces.get(at));
        if (number >= 0) {
          if (fragments.get(at).isEmpty()) {
            fragments.set(at, new ArrayList<>(2));
          }
          fragments.get(at).add(new Fragment(block, directory, number));
        }
      }
    }
    return fragments;
  }
}
