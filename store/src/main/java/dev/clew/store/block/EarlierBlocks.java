package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The blocks and heads of a tenant whose spans came before those of another.
///
/// @param blocks in the order in which their spans came
/// @param areAll false where some may be missing
public record EarlierBlocks(List<? extends StoredBlock> blocks, boolean areAll) {
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

  /// The rows of a trace in one of the blocks.
  @SuppressWarnings("ArrayRecordComponent") // handed from step to step, never compared
  record Fragment(int block, int[] rows) {}

  /// True when a trace has rows here, or may have some in what is missing.
  boolean mayContain(TraceId trace) throws IOException {
    if (!areAll) {
      return true;
    }
    for (StoredBlock block : blocks) {
      if (block.traces().find(trace) >= 0) {
        return true;
      }
    }
    return false;
  }

  /// The rows of a trace, in the order in which they came.
  List<Fragment> fragments(TraceId trace) throws IOException {
    var fragments = new ArrayList<Fragment>();
    for (int block = 0; block < blocks.size(); block++) {
      TraceDirectory traces = blocks.get(block).traces();
      int number = traces.find(trace);
      if (number >= 0) {
        fragments.add(new Fragment(block, traces.rows(number)));
      }
    }
    return fragments;
  }
}
