package dev.clew.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends SpanStoreContract {
  @TempDir Path folder;

  static StoreSettings settings(Path folder) {
    return StoreSettings.of(folder)
        .withLog(Duration.ZERO, 1 << 16, Duration.ofSeconds(1))
        .withHeads(256L << 20, 256 << 10, Duration.ofHours(1));
  }

  @Override
  protected SpanStore open() throws IOException {
    return EmbeddedStore.open(settings(folder), InstantSource.system(), StoreListener.NONE);
  }

  @Override
  protected SpanStore reopen(SpanStore open) throws IOException {
    open.close();
    return open();
  }
}
