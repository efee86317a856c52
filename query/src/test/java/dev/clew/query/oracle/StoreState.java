package dev.clew.query.oracle;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.query.UnsyncedDisk;
import dev.clew.store.AppendResult;
import dev.clew.store.CompactionSettings;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.Requests;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.testkit.Gen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How an embedded store holds its spans.
enum StoreState {
  HEAD,
  SEALED,
  BLOCKS_AND_HEAD,
  MERGED,
  RESTARTED;

  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(1);
  private static final long HEAD_BYTES = 64L << 20;
  private static final long SECONDS_TO_WAIT = 20;

  /// A store in a fresh folder that holds the spans of each tenant, which came in their order.
  SpanStore filled(Path folder, Map<TenantId, List<Span>> sent, Gen gen) throws Exception {
    int all = sent.values().stream().mapToInt(List::size).sum();
    int some = 1 + all / 6;
    StoreSettings settings =
        StoreSettings.of(folder).withLog(Duration.ZERO, 1 << 16, Duration.ofSeconds(1));
    return switch (this) {
      case HEAD -> open(settings, sent, gen, 0, 0);
      case SEALED -> open(settings.withHeads(HEAD_BYTES, 1 << 20, SOON), sent, gen, all, 0);
      case BLOCKS_AND_HEAD ->
          open(settings.withHeads(HEAD_BYTES, some, NEVER), sent, gen, all / 4, 0);
      case MERGED ->
          open(
              settings
                  .withHeads(HEAD_BYTES, some, SOON)
                  .withCompaction(new CompactionSettings(Duration.ZERO, NEVER, 1 << 20)),
              sent,
              gen,
              all,
              1);
      case RESTARTED -> {
        open(settings.withHeads(HEAD_BYTES, some, NEVER), sent, gen, 0, 0).close();
        yield open(settings, Map.of(), gen, 0, 0);
      }
    };
  }

  /// @param sealed how many spans have to be in blocks before anything is asked
  /// @param merges how many times blocks have to have been merged
  private static SpanStore open(
      StoreSettings settings, Map<TenantId, List<Span>> sent, Gen gen, int sealed, int merges)
      throws IOException, InterruptedException {
    var sealedSpans = new Semaphore(0);
    var merged = new Semaphore(0);
    var listener =
        new StoreListener() {
          @Override
          public void sealed(long nanos, int spans, long bytes) {
            sealedSpans.release(spans);
          }

          @Override
          public void compacted(long nanos, int blocks, long bytes) {
            merged.release();
          }
        };
    SpanStore store =
        EmbeddedStore.open(
            settings, new UnsyncedDisk(), StoreClock.of(InstantSource.system()), listener);
    for (var each : sent.entrySet()) {
      append(store, each.getKey(), each.getValue(), gen);
    }
    if (!sealedSpans.tryAcquire(sealed, SECONDS_TO_WAIT, TimeUnit.SECONDS)
        || !merged.tryAcquire(merges, SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
      throw new AssertionError("the store needs to seal " + sealed + " spans, merge " + merges);
    }
    return store;
  }

  private static void append(SpanStore store, TenantId tenant, List<Span> spans, Gen gen) {
    int from = 0;
    while (from < spans.size()) {
      int to = Math.min(spans.size(), from + 1 + gen.random().nextInt(20));
      AppendResult result = store.append(tenant, Requests.of(spans.subList(from, to)));
      if (!result.equals(new AppendResult.Stored(to - from))) {
        throw new AssertionError("the store needs to take all spans, got " + result);
      }
      from = to;
    }
  }
}
