package dev.clew.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/// The contract where spans go from head to block, and from small blocks to large ones, all the
/// time.
class EmbeddedStoreCompactionTest extends SpanStoreContract {
  @TempDir Path folder;

  @Override
  protected SpanStore open() throws IOException {
    StoreSettings settings =
        EmbeddedStoreTest.settings(folder).withHeads(256L << 20, 3, Duration.ofHours(1));
    return EmbeddedStore.open(settings, InstantSource.system(), StoreListener.NONE);
  }

  @Override
  protected SpanStore reopen(SpanStore open) throws IOException {
    open.close();
    return open();
  }

  @Override
  protected void settle(SpanStore open) throws IOException {
    ((EmbeddedStore) open).seal();
    ((EmbeddedStore) open).compact();
  }
}
