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

  /// A trace in one of the blocks, whose number it has there.
  record Fragment(int block, int number, int rowCount) {}

  /// By place of each of these traces, what there is of it, in the order in which it came. Each
  /// block is asked for all of them at once, while what it knows of its traces is at hand.
  List<List<Fragment>> fragments(List<TraceId> traces) throws IOException {
    var fragments = new ArrayList<List<Fragment>>(Collections.nCopies(traces.size(), List.of()));
    for (int block = 0; block < blocks.size(); block++) {
      TraceDirectory directory = blocks.get(block).traces();
      for (int at = 0; at < traces.size(); at++) {
        int number = directory.find(traces.get(at));
        if (number >= 0) {
          var fragment = new Fragment(block, number, directory.rowCount(number));
          fragments.set(at, with(fragments.get(at), fragment));
        }
      }
    }
    return fragments;
  }

  private static List<Fragment> with(List<Fragment> before, Fragment last) {
    if (before.isEmpty()) {
      return List.of(last);
    }
    var all = new ArrayList<Fragment>(before);
    all.add(last);
    return all;
  }

  int[] rows(Fragment fragment) throws IOException {
    return blocks.get(fragment.block()).traces().rows(fragment.number());
  }
}
