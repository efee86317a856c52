package dev.clew.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.QueryLimits;
import dev.clew.serve.api.ApiHouse.Metered;
import dev.clew.serve.api.QueryMeter.Outcome;
import dev.clew.store.InMemorySpanStore;
import dev.clew.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both APIs before a store that is slow, broken or busy.
final class TroubleTest {
  private static final String NATIVE = "/api/clew/v1/traces/00000000000000000000000000000001";
  private static final String V1 = "/api/traces/1";
  private static final String V3 = "/api/v3/traces/1";

  private static final QueryLimits QUICK = new QueryLimits(Duration.ofMillis(50), 2, 8, 100);
  private static final QueryLimits ONE = new QueryLimits(Duration.ofSeconds(60), 2, 1, 100);

  private final AtomicInteger reads = new AtomicInteger();
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private static ApiHouse before(HookedStore.Hook hook, QueryLimits limits) {
    var store = new HookedStore(SpanSketch.span("shop", "GET /").make(), hook);
    return ApiHouse.over(store, limits, InstantSource.system());
  }

  private void readSlowly() {
    reads.incrementAndGet();
    reading.countDown();
    await(release);
  }

  private void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("a test's thread is not interrupted", e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NATIVE, V1, V3, "/api/clew/v1/services"})
  void query_pastItsTime_is504(String path) {
    var late = new ManualClock(ApiHouse.NOW);
    InstantSource clock =
        () -> {
          late.advance(Duration.ofMinutes(1));
          return late.instant();
        };

    try (var house = ApiHouse.over(new InMemorySpanStore(), QUICK, clock)) {
      Answer answer = house.get(path);

      assertThat(answer.status()).as(answer.text()).isEqualTo(504);
      assertThat(house.metered().outcome()).isEqualTo(Outcome.TIMEOUT);
    }
  }

  @Test
  void query_storeBroken_saysSoInEachForm() {
    HookedStore.Hook broken =
        () -> {
          throw new IOException("disk on fire");
        };
    String message =
        "the store failed while fetching trace 00000000000000000000000000000001: disk on fire";

    try (var house = before(broken, ONE)) {
      assertThat(house.get(NATIVE).text())
          .isEqualTo("{\"error\":{\"status\":503,\"message\":\"" + message + "\"}}");
      assertThat(house.get(V1).at("/errors/0/msg").textValue()).isEqualTo(message);
      assertThat(house.get(V3).at("/error/message").textValue()).isEqualTo(message);
      assertThat(house.get(V3).header("retry-after")).isEqualTo("5");
    }
  }

  @Test
  void query_clientGone_isNotGoneOnWith() {
    try (var house = before(this::readSlowly, ONE)) {
      CompletableFuture<?> answer = house.start("/api/traces?traceID=1&traceID=2");
      await(reading);
      answer.cancel(true);
      house.awaitGone();
      release.countDown();

      assertThat(house.metered()).isEqualTo(new Metered("jaeger.search", Outcome.CANCELLED));
      assertThat(reads).hasValue(1);
    }
  }

  @Test
  void query_oneTooMany_is429() {
    try (var house = before(this::readSlowly, ONE)) {
      CompletableFuture<?> first = house.start(NATIVE);
      await(reading);
      Answer second = house.get(V3);
      release.countDown();

      assertThat(second.status()).isEqualTo(429);
      assertThat(second.header("retry-after")).isEqualTo("1");
      assertThat(second.at("/error/httpCode").intValue()).isEqualTo(429);
      assertThat(first).succeedsWithin(Duration.ofSeconds(20));
    }
  }
}
