package dev.clew.store.block;

import dev.clew.store.Dictionary;
import dev.clew.store.Walk;
import java.util.Arrays;
import java.util.BitSet;

/// What a walk knows of the values of a chunk of a dictionary.
///
/// @param yes those that it says yes to
/// @param open those that it leaves open, ascending
/// @param values the open ones
@SuppressWarnings("ArrayRecordComponent") // handed from step to step, never compared
record WalkedChunk(BitSet yes, int[] open, Dictionary values) {
  /// Judges values that lie side by side.
  static WalkedChunk of(SealedDictionary.Chunk chunk, Walk walk) {
    var walked = new Builder();
    for (int at = 0; at < chunk.ends().length; at++) {
      int from = chunk.start(at);
      int found = walk.judge(chunk.bytes(), from, chunk.ends()[at]);
      if (found == Walk.OPEN) {
        walked.bytes().raw(chunk.bytes(), from, chunk.ends()[at] - from);
      }
      walked.add(at, found);
    }
    return walked.build();
  }

  /// Takes the values in their order. Owned by one thread.
  static final class Builder {
    private final BitSet yes = new BitSet();
    private final ByteSink bytes = new ByteSink();
    private int[] open = new int[16];
    private int[] ends = new int[16];
    private int size;

    /// Where the bytes of a value go that stays open, before it is added.
    ByteSink bytes() {
      return bytes;
    }

    void add(int value, int found) {
      if (found == Walk.YES) {
        yes.set(value);
      } else if (found == Walk.OPEN) {
        if (size == open.length) {
          open = Arrays.copyOf(open, size * 2);
          ends = Arrays.copyOf(ends, size * 2);
        }
        open[size] = value;
        ends[size++] = bytes.size();
      }
    }

    WalkedChunk build() {
      var chunk = new SealedDictionary.Chunk(bytes.toBytes(), 0, Arrays.copyOf(ends, size));
      return new WalkedChunk(yes, Arrays.copyOf(open, size), SealedDictionary.of(chunk));
    }
  }
}
