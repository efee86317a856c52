package dev.clew.store.compact;

import dev.clew.model.TraceId;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.StoredBlock;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The traces of several blocks, each once. What one block has of a trace is a fragment of it;
/// fragments are numbered block by block.
///
/// Owned by one thread.
final class UnitedTraces {
  static final int NONE = -1;

  // Ids come from strangers: a seed of this process keeps them from choosing their slots.
  private static final long SEED = new SplittableRandom().nextLong();

  private final TraceDirectory[] directories;

  /// By block, its first fragment; behind them the number of fragments.
  private final int[] firstFragments;

  /// By fragment, its trace.
  private final int[] traces;

  /// By fragment, the fragment of the same trace in an earlier block.
  private final int[] earlier;

  /// By trace, its fragment in the last block.
  private final int[] lasts;

  /// A trace plus one, or 0 where free.
  private final int[] slots;

  private int size;

  private UnitedTraces(TraceDirectory[] directories) {
    this.directories = directories;
    firstFragments = new int[directories.length + 1];
    for (int block = 0; block < directories.length; block++) {
      firstFragments[block + 1] = Math.addExact(firstFragments[block], directories[block].size());
    }
    int fragments = firstFragments[directories.length];
    traces = new int[fragments];
    earlier = new int[fragments];
    lasts = new int[fragments];
    slots = new int[Math.max(4, Integer.highestOneBit(Math.max(1, fragments)) * 4)];
  }

  /// @param blocks the oldest first
  static UnitedTraces of(List<? extends StoredBlock> blocks) throws IOException {
    var directories = new TraceDirectory[blocks.size()];
    for (int block = 0; block < directories.length; block++) {
      directories[block] = blocks.get(block).traces();
    }
    var united = new UnitedTraces(directories);
    for (int fragment = 0; fragment < united.traces.length; fragment++) {
      united.add(fragment);
    }
    return united;
  }

  private void add(int fragment) throws IOException {
    int slot = slotOf(idOf(fragment));
    int trace = slots[slot] - 1;
    if (trace < 0) {
      trace = size++;
      slots[slot] = trace + 1;
      lasts[trace] = NONE;
    }
    traces[fragment] = trace;
    earlier[fragment] = lasts[trace];
    lasts[trace] = fragment;
  }

  private int slotOf(TraceId id) throws IOException {
    long mixed = (id.high() * 31 + id.low() ^ SEED) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 29)) * 0x94d049bb133111ebL;
    int slot = (int) (mixed ^ (mixed >>> 32)) & (slots.length - 1);
    while (slots[slot] != 0 && !traceId(slots[slot] - 1).equals(id)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  int size() {
    return size;
  }

  TraceId traceId(int trace) throws IOException {
    return idOf(lasts[trace]);
  }

  private TraceId idOf(int fragment) throws IOException {
    int block = block(fragment);
    return directories[block].traceId(fragment - firstFragments[block]);
  }

  /// The number of a trace, or -1.
  int find(TraceId trace) throws IOException {
    return slots[slotOf(trace)] - 1;
  }

  /// The trace that a block knows by this number.
  int trace(int block, int number) {
    return traces[firstFragments[block] + number];
  }

  /// The fragment of a trace in the last block that has one.
  int lastFragment(int trace) {
    return lasts[trace];
  }

  /// The fragment of the same trace in an earlier block, or -1.
  int earlierFragment(int fragment) {
    return earlier[fragment];
  }

  /// The block that a fragment lies in.
  int block(int fragment) {
    int found = Arrays.binarySearch(firstFragments, fragment);
    if (found < 0) {
      return -found - 2;
    }
    // Blocks without traces start where the next one does.
    while (firstFragments[found + 1] == fragment) {
      found++;
    }
    return found;
  }

  /// The rows of a fragment in its block.
  int[] rows(int fragment) throws IOException {
    int block = block(fragment);
    return directories[block].rows(fragment - firstFragments[block]);
  }

  /// The earliest start in a fragment.
  long minStartNanos(int fragment) throws IOException {
    int block = block(fragment);
    return directories[block].minStartNanos(fragment - firstFragments[block]);
  }

  /// The latest end in a fragment.
  long maxEndNanos(int fragment) throws IOException {
    int block = block(fragment);
    return directories[block].maxEndNanos(fragment - firstFragments[block]);
  }
}
