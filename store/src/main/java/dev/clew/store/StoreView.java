package dev.clew.store;

import java.util.List;

/// What a store held for one tenant at one moment. Close it, so that expired files can go.
public interface StoreView extends AutoCloseable {
  /// The blocks, newest first by their latest span.
  List<Block> blocks();

  /// What should be here and cannot be read, a sentence each; answers from this view miss it.
  List<String> missing();

  @Override
  void close();
}
