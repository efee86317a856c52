package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TimeRange;
import dev.clew.store.AppendResult;
import dev.clew.store.Block;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.Requests;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.StoreView;
import dev.clew.testkit.Gen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract over the embedded store: sealed blocks alone, or some that are sealed just now
/// beside heads.
class QueryEngineEmbeddedTest extends QueryEngineContract {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final long HEAD_BYTES = 64L << 20;

  @TempDir Path folder;

  @Override
  protected SpanStore fill(Gen gen, List<Span> spans) throws Exception {
    int requestSpans = 1 + gen.random().nextInt(40);
    int sealSpans = 5 + gen.random().nextInt(spans.size());
    var sealed = new Semaphore(0);
    boolean isAllSealed = gen.chance(0.5);
    Duration sealAge = isAllSealed ? Duration.ofMillis(5) : NEVER;
    SpanStore store =
        filled(settings().withHeads(HEAD_BYTES, sealSpans, sealAge), spans, requestSpans, sealed);
    if (isAllSealed) {
      await(sealed, spans.size());
    }
    return store;
  }

  private static void await(Semaphore sealed, int spans) throws InterruptedException {
    assertThat(sealed.tryAcquire(spans, 20, TimeUnit.SECONDS)).isTrue();
  }

  private StoreSettings settings() {
    return StoreSettings.of(folder).withLog(Duration.ZERO, 1 << 16, Duration.ofSeconds(1));
  }

  private static SpanStore filled(
      StoreSettings settings, List<Span> spans, int requestSpans, Semaphore sealed)
      throws Exception {
    var listener =
        new StoreListener() {
          @Override
          public void sealed(long nanos, int spans, long bytes) {
            sealed.release(spans);
          }
        };
    SpanStore store =
        EmbeddedStore.open(
            settings, new UnsyncedDisk(), StoreClock.of(InstantSource.system()), listener);
    for (int from = 0; from < spans.size(); from += requestSpans) {
      List<Span> part = spans.subList(from, Math.min(from + requestSpans, spans.size()));
      assertThat(store.append(TENANT, Requests.of(part)))
          .isEqualTo(new AppendResult.Stored(part.size()));
    }
    return store;
  }

  @ParameterizedTest
  @ValueSource(longs = {1001, 1002, 1003})
  void anyQuery_blocksOfManyPages_answersAsTheOracle(long seed) throws Exception {
    var gen = new Gen(seed);
    var content = new RandomStoreContent(gen);
    List<Span> spans = content.spans(8000);
    var sealed = new Semaphore(0);
    StoreSettings settings = settings().withHeads(HEAD_BYTES, spans.size() / 2, NEVER);
    try (SpanStore store = filled(settings, spans, 1000, sealed)) {
      await(sealed, spans.size() / 2);
      assertThat(mostPages(store)).isGreaterThan(2);
      assertAnswers(store, spans, gen, content);
    }
  }

  private static int mostPages(SpanStore store) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return view.blocks().stream().mapToInt(Block::pageCount).max().orElse(0);
    }
  }
}
