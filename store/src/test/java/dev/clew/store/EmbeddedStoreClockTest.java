package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The wall clock of the machine is turned, while the time that passes is told by the other clock.
class EmbeddedStoreClockTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final ForgetfulDisk disk = new ForgetfulDisk();
  private final ManualClock wall = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong monotonic = new AtomicLong();
  private final List<TraceId> closed = new CopyOnWriteArrayList<>();
  private EmbeddedStore store;

  @BeforeEach
  void open() throws IOException {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withLog(Duration.ZERO, 1 << 14, Duration.ofMillis(1))
            .withHeads(1 << 30, 1 << 20, Duration.ofSeconds(30))
            .withCompaction(
                new CompactionSettings(Duration.ofMinutes(5), Duration.ofHours(1), 1 << 20));
    store = EmbeddedStore.open(settings, disk, new StoreClock(wall, monotonic::get), listener());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private StoreListener listener() {
    return new StoreListener() {
      @Override
      public Optional<TraceListener> traces() {
        return Optional.of((_, close) -> closed.add(close.trace()));
      }
    };
  }

  private Span append(long seed) {
    Span span = new Gen(seed).span();
    assertThat(store.append(TENANT, Requests.of(span))).isInstanceOf(AppendResult.Stored.class);
    return span;
  }

  private void turn(String by) {
    wall.advance(Duration.parse(by));
  }

  private void pass(Duration time) {
    wall.advance(time);
    monotonic.addAndGet(time.toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "-P365D", "-P30000D", "PT1H", "P365D", "P30000D"})
  void seal_clockIsTurned_comesAfterItsTimeAndNotBefore(String by) {
    append(1);
    turn(by);

    store.tend();
    assertThat(store.status().blocks()).isZero();

    pass(Duration.ofSeconds(31));
    store.tend();
    assertThat(store.status().blocks()).isOne();
    assertThat(store.status().storedSpans()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "-P365D", "-P30000D", "PT1H", "P365D", "P30000D"})
  void close_clockIsTurned_comesAfterItsTimeAndNotBefore(String by) {
    Span span = append(1);
    turn(by);

    store.closeTraces();
    assertThat(closed).isEmpty();

    pass(Duration.ofSeconds(11));
    store.closeTraces();
    assertThat(closed).containsExactly(span.traceId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "-P365D", "-P10000D", "PT1H", "P365D", "P10000D"})
  void everything_clockIsTurned_keepsEverySpan(String by) throws IOException {
    for (int seed = 0; seed < 4; seed++) {
      append(seed);
      store.seal();
      turn(by);
      store.tend();
      store.expire();
      store.compactDue();
      assertThat(store.append(TENANT, Requests.of(new Gen(seed).span())))
          .isInstanceOf(AppendResult.Stored.class);
    }
    pass(Duration.ofMinutes(30));
    store.tend();
    store.compactDue();

    for (int seed = 0; seed < 4; seed++) {
      assertThat(store.fetch(TENANT, new Gen(seed).span().traceId()).size()).isOne();
    }
    assertThat(store.status().problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "-P365D", "-P10000D"})
  void compact_clockWasTurnedBack_comesAllTheSame(String by) throws IOException {
    for (int seed = 0; seed < 2; seed++) {
      append(seed);
      store.seal();
    }
    turn(by);
    for (int round = 0; round < 15; round++) {
      pass(Duration.ofMinutes(10));
      store.tend();
    }

    store.compactDue();

    assertThat(store.status().blocks()).isOne();
  }
}
