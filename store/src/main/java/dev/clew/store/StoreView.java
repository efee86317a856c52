package dev.clew.store;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/// What a store held for one tenant at one moment. Close it, so that expired files can go.
public interface StoreView extends AutoCloseable {
  /// The blocks, newest first by their latest span.
  List<Block> blocks();

  /// The same blocks in the order in which their spans came: of a span that was sent again, the one
  /// in the last of them counts. Within a block the rows of such a span are in that order.
  List<Block> byArrival();

  /// What should be here and cannot be read, a sentence each; answers from this view miss it.
  List<String> missing();

  /// The traces of a block of this view, by their numbers there, that may have rows elsewhere too:
  /// in another block, of this view or not, or in a head. Every other trace is here as a whole, and
  /// can be judged by the rows of this block alone. The caller's own.
  default BitSet splitTraces(Block block) throws IOException {
    var all = new BitSet();
    all.set(0, block.traces().size());
    return all;
  }

  /// The same of one trace, for who asks about few of them.
  default boolean isSplit(Block block, int number) throws IOException {
    return splitTraces(block).get(number);
  }

  /// The traces of a block of this view of which a row may repeat another row, here or elsewhere,
  /// since the span was sent again; of such a trace that several blocks have, it is said of all of
  /// them. Of every other trace each row is a span that is nowhere else. The caller's own.
  default BitSet repeatedTraces(Block block) throws IOException {
    var all = new BitSet();
    all.set(0, block.traces().size());
    return all;
  }

  @Override
  void close();
}
