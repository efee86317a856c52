package dev.clew.query.oracle;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.query.UnsyncedDisk;
import dev.clew.store.AppendResult;
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

/// How an embedded store holds its spans.
enum StoreState {
  HEAD,
  BLOCK,
  BLOCKS_AND_HEAD,
  MERGED_AND_HEAD,
  RESTARTED;

  private static final int MOST_SPANS_A_REQUEST = 20;
  private static final double SEAL_CHANCE = 0.2;

  /// A store in a fresh folder that holds the spans of each tenant, which come in their order.
  SpanStore filled(Path folder, Map<TenantId, List<Span>> sent, Gen gen) throws IOException {
    EmbeddedStore store = open(folder);
    for (var each : sent.entrySet()) {
      append(store, each.getKey(), each.getValue(), gen);
    }
    if (this == BLOCK) {
      store.seal();
    }
    if (this == RESTARTED) {
      store.close();
      return open(folder);
    }
    return store;
  }

  private static EmbeddedStore open(Path folder) throws IOException {
    return EmbeddedStore.open(
        StoreSettings.of(folder).withLog(Duration.ZERO, 1 << 16, Duration.ofSeconds(1)),
        new UnsyncedDisk(),
        StoreClock.of(InstantSource.system()),
        StoreListener.NONE);
  }

  private void append(EmbeddedStore store, TenantId tenant, List<Span> spans, Gen gen)
      throws IOException {
    int from = 0;
    while (from < spans.size()) {
      int to = Math.min(spans.size(), from + 1 + gen.random().nextInt(MOST_SPANS_A_REQUEST));
      AppendResult result = store.append(tenant, Requests.of(spans.subList(from, to)));
      if (!result.equals(new AppendResult.Stored(to - from))) {
        throw new AssertionError("the store needs to take all spans, got " + result);
      }
      from = to;
      if (hasBlocks() && gen.chance(SEAL_CHANCE)) {
        store.seal();
        if (this == MERGED_AND_HEAD && gen.chance(0.5)) {
          store.compact();
        }
      }
    }
  }

  private boolean hasBlocks() {
    return switch (this) {
      case HEAD, BLOCK -> false;
      case BLOCKS_AND_HEAD, MERGED_AND_HEAD, RESTARTED -> true;
    };
  }
}
