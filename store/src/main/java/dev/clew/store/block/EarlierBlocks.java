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

  /// Where traces have rows here.
  ///
  /// @param traces no more than [TracePlaces#MOST_TRACES]
  TracePlaces find(List<TraceId> traces) throws IOException {
    var places = new TracePlaces(traces);
    for (int block = 0; block < blocks.size(); block++) {
      TraceDirectory directory = blocks.get(block).traces();
      places.look(block, directory::find);
    }
    return places;
  }

  /// How many rows a trace has.
  ///
  /// @param trace its place among those that were looked for
  long rowCount(TracePlaces places, int trace) throws IOException {
    long[] count = new long[1];
    places.visit(trace, (block, number) -> count[0] += blocks.get(block).traces().rowCount(number));
    return count[0];
  }

  /// The rows of a trace, in the order in which they came.
  ///
  /// @param trace its place among those that were looked for
  List<Fragment> fragments(TracePlaces places, int trace) throws IOException {
    var fragments = new ArrayList<Fragment>();
    places.visit(
        trace,
        (block, number) ->
            fragments.add(new Fragment(block, blocks.get(block).traces().rows(number))));
    return fragments;
  }
}
