package dev.clew.store;

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

  @Override
  void close();
}
