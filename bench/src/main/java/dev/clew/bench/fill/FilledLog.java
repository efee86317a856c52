package dev.clew.bench.fill;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.data.Template;
import dev.clew.model.TenantId;
import dev.clew.store.SyncMode;
import dev.clew.store.disk.Disk;
import dev.clew.store.wal.WalSettings;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// A log that a server has left and must read again, written by the store's own code: a server
/// seals as it goes, so that its log hardly grows that long.
///
/// @param bytes of requests in it
/// @param spans in those
public record FilledLog(long bytes, long spans) {
  private static final int SERVICES = 20;
  private static final int BATCH = 500;
  private static final long SEED = 13;
  private static final long SEGMENT_BYTES = 64L << 20;
  private static final long MILLIS = 1_000_000;

  /// As many may wait for the disk.
  private static final int ON_THEIR_WAY = 64;

  /// Appends requests to the log of a data folder until they have so many bytes.
  ///
  /// @param data must have been made by a server, and have no spans
  public static FilledLog append(Path data, long bytes, Encoding encoding) throws IOException {
    var settings =
        new WalSettings(
            data.resolve("wal"), SyncMode.OFF, SEGMENT_BYTES, Duration.ZERO, Duration.ofSeconds(1));
    try (WriteAheadLog log = WriteAheadLog.open(Disk.local(), settings, 0, (_, _) -> {}, _ -> {})) {
      return append(log, bytes, encoding);
    }
  }

  private static FilledLog append(WriteAheadLog log, long bytes, Encoding encoding) {
    Pool pool = Pool.make(new Recipe(SEED, SERVICES, Recipe.MOST_TRACES, BATCH));
    Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    long written = 0;
    long spans = 0;
    for (long number = 0; written < bytes; number++) {
      Template template = pool.template((int) (number % pool.size()));
      long now = System.currentTimeMillis() * MILLIS;
      byte[] body = template.stamp(pool.round(number / pool.size(), now));
      byte[] sent = Compression.compress(body, encoding);
      waiting.add(log.append(TenantId.DEFAULT.name(), encoding, sent).durable());
      if (waiting.size() > ON_THEIR_WAY) {
        waiting.remove().join();
      }
      written += sent.length;
      spans += template.spans();
    }
    waiting.forEach(CompletableFuture::join);
    return new FilledLog(written, spans);
  }
}
