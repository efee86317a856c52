package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.testkit.Gen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Appends, views and sealing at once.
class EmbeddedStoreConcurrencyTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int WRITERS = 4;
  private static final int SPANS_A_WRITER = 150;

  @TempDir Path folder;

  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger writing = new AtomicInteger(WRITERS);

  private EmbeddedStore open(StoreListener listener) throws IOException {
    StoreSettings settings =
        EmbeddedStoreTest.settings(folder).withHeads(1 << 30, 40, Duration.ofMillis(20));
    return EmbeddedStore.open(settings, InstantSource.system(), listener);
  }

  private void write(EmbeddedStore store, long seed) {
    var gen = new Gen(seed);
    try {
      for (int at = 0; at < SPANS_A_WRITER; at++) {
        Span span = gen.span();
        assertThat(store.append(TENANT, Requests.of(span))).isEqualTo(new AppendResult.Stored(1));
        acknowledged.add(span.spanId().bits());
      }
    } finally {
      writing.decrementAndGet();
    }
  }

  private int look(EmbeddedStore store) throws IOException {
    int looks = 0;
    while (writing.get() > 0) {
      Set<Long> before = new HashSet<>(acknowledged);
      try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
        List<Long> seen = spanIds(view);

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(new HashSet<>(seen)).containsAll(before);
      }
      looks++;
    }
    return looks;
  }

  private static List<Long> spanIds(StoreView view) throws IOException {
    var ids = new ArrayList<Long>();
    var page = new ColumnPage();
    for (Block block : view.blocks()) {
      Column column = block.column(ColumnKey.Intrinsic.SPAN_ID).orElseThrow();
      for (int number = 0; number < block.pageCount(); number++) {
        column.read(number, page);
        for (int at = 0; at < page.size(); at++) {
          ids.add(page.values()[at]);
        }
      }
    }
    return ids;
  }

  @Test
  void view_whileHeadsAreSealed_showsEachSpanOnce() throws Exception {
    var sealed = new AtomicInteger();
    StoreListener listener =
        new StoreListener() {
          @Override
          public void sealed(long nanos, int spans, long bytes) {
            sealed.addAndGet(spans);
          }
        };
    try (EmbeddedStore store = open(listener);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        long seed = writer;
        running.add(threads.submit(() -> write(store, seed)));
      }
      Future<Integer> looks = threads.submit(() -> look(store));
      for (Future<?> each : running) {
        each.get();
      }
      assertThat(looks.get()).isPositive();
      await().until(() -> sealed.get() == WRITERS * SPANS_A_WRITER);
      assertThat(store.status().headSpans()).isZero();
    }
  }

  @Test
  void append_whileHeadsAreFull_waitsForTheirSealing() throws Exception {
    StoreSettings settings =
        EmbeddedStoreTest.settings(folder).withHeads(40_000, 1 << 20, Duration.ofHours(1));
    try (EmbeddedStore store =
            EmbeddedStore.open(settings, InstantSource.system(), StoreListener.NONE);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        long seed = writer;
        running.add(threads.submit(() -> write(store, seed)));
      }
      for (Future<?> each : running) {
        each.get();
      }

      assertThat(store.status().storedSpans()).isEqualTo(WRITERS * SPANS_A_WRITER);
      assertThat(store.status().blocks()).isPositive();
    }
  }

  @Test
  void append_whileClosing_isStoredOrRefused() throws Exception {
    EmbeddedStore store = open(StoreListener.NONE);
    int stored;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> count = threads.submit(() -> appendUntilRefused(store));
      await().until(() -> store.status().storedSpans() > 20);
      store.close();
      stored = count.get();
    }
    try (EmbeddedStore again = open(StoreListener.NONE);
        StoreView view = again.view(TENANT, TimeRange.ALL)) {
      assertThat(spanIds(view)).hasSizeGreaterThanOrEqualTo(stored).doesNotHaveDuplicates();
    }
  }

  private static int appendUntilRefused(EmbeddedStore store) {
    var gen = new Gen(1);
    int stored = 0;
    while (store.append(TENANT, Requests.of(gen.span())) instanceof AppendResult.Stored) {
      stored++;
    }
    return stored;
  }
}
