package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.ManualClock;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A store that dies at some step of all that becomes of spans after they were stored: sealed,
/// compacted, expired, recovered.
class EmbeddedStoreLifeCrashTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int OLD = 8;
  private static final int SPANS = 24;

  private final ManualClock wall = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong monotonic = new AtomicLong();

  private EmbeddedStore open(Disk disk, SyncMode mode) throws IOException {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withSyncMode(mode)
            .withLog(Duration.ZERO, 4096, Duration.ofHours(1))
            .withHeads(1 << 30, 1 << 20, Duration.ofDays(1000));
    return EmbeddedStore.open(
        settings, disk, new StoreClock(wall, monotonic::get), StoreListener.NONE);
  }

  private static List<Span> spans(long seed) {
    return new TraceGen(new Gen(seed)).trace(SPANS);
  }

  /// What the store was asked to keep, and has said to keep.
  private record Asked(List<Span> old, List<Span> recent) {
    void acknowledged(int at, Span span) {
      (at < OLD ? old : recent).add(span);
    }
  }

  /// Appends one span after the other, and lets all that happens to spans happen, until the disk is
  /// dead.
  private Asked live(ForgetfulDisk disk, SyncMode mode, List<Span> spans) {
    var asked = new Asked(new ArrayList<>(), new ArrayList<>());
    try {
      EmbeddedStore store = open(disk, mode);
      try {
        for (int at = 0; at < spans.size(); at++) {
          if (store.append(TENANT, Requests.of(spans.get(at))) instanceof AppendResult.Stored) {
            asked.acknowledged(at, spans.get(at));
          }
          if (at % 2 == 1) {
            store.seal();
          }
          if (at % 6 == 5) {
            store.compact();
          }
          if (at == OLD - 1) {
            pass(Duration.ofDays(8));
            store.expire();
          }
          if (at % 9 == 8) {
            store.close();
            store = open(disk, mode);
          }
        }
      } finally {
        store.close();
      }
    } catch (IOException _) {
      // The power is off.
    }
    return asked;
  }

  private void pass(Duration time) {
    wall.advance(time);
    monotonic.addAndGet(time.toNanos());
  }

  private List<String> rows(EmbeddedStore store) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view);
    }
  }

  private static List<String> rowsOf(List<Span> spans) {
    return spans.isEmpty()
        ? List.of()
        : StoredRows.of(InMemorySpanStore.block("expected", spans, 10));
  }

  private long operationsOfAll(SyncMode mode, List<Span> spans) {
    var disk = new ForgetfulDisk();
    assertThat(live(disk, mode, spans).recent()).hasSize(SPANS - OLD);
    return disk.operations();
  }

  private void check(Disk left, Asked asked, List<Span> spans, String when) throws IOException {
    try (EmbeddedStore store = open(left, SyncMode.GROUP)) {
      checkRows(store, asked, spans, when);
      store.seal();
      store.compact();
      checkRows(store, asked, spans, when + ", compacted after");
    }
  }

  private void checkRows(EmbeddedStore store, Asked asked, List<Span> spans, String when) {
    assertThat(rows(store))
        .as(when)
        .containsAll(rowsOf(asked.recent()))
        .doesNotHaveDuplicates()
        .isSubsetOf(rowsOf(spans));
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      assertThat(view.missing()).as(when).isEmpty();
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void powerCut_atAnyStep_leavesEverySpanOnce(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    List<Span> spans = spans(seed);
    long operations = operationsOfAll(SyncMode.GROUP, spans);
    for (int attempt = 0; attempt < 4; attempt++) {
      var disk = new ForgetfulDisk();
      long cut = random.nextLong(1, operations);
      disk.cutAfter(cut);
      Asked asked = live(disk, SyncMode.GROUP, spans);

      check(disk.afterPowerCut(random), asked, spans, "seed " + seed + ", cut after " + cut);
    }
  }

  @Test
  void processDeath_atEveryStep_leavesEverySpanOnce() throws IOException {
    List<Span> spans = spans(1);
    long operations = operationsOfAll(SyncMode.GROUP, spans);
    for (long cut = 1; cut <= operations; cut++) {
      var disk = new ForgetfulDisk();
      disk.cutAfter(cut);
      Asked asked = live(disk, SyncMode.GROUP, spans);

      check(disk.afterProcessDeath(), asked, spans, "death after operation " + cut);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void powerCut_recoveryCutOffAgainAndAgain_leavesEverySpanOnce(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    List<Span> spans = spans(seed);
    var disk = new ForgetfulDisk();
    disk.cutAfter(random.nextLong(1, operationsOfAll(SyncMode.GROUP, spans)));
    Asked asked = live(disk, SyncMode.GROUP, spans);
    ForgetfulDisk left = disk.afterPowerCut(random);
    for (int attempt = 0; attempt < 5; attempt++) {
      left.cutAfter(random.nextLong(12));
      live(left, SyncMode.GROUP, List.of());
      left = left.afterPowerCut(random);
    }

    check(left, asked, spans, "seed " + seed);
  }

  /// The check of the checks above: a store that does not sync must be caught by them.
  @Test
  void powerCut_storeThatDoesNotSync_isCaught() throws IOException {
    List<Span> spans = spans(7);
    long operations = operationsOfAll(SyncMode.OFF, spans);
    int losses = 0;
    for (long cut = 1; cut <= operations; cut++) {
      var disk = new ForgetfulDisk();
      disk.cutAfter(cut);
      Asked asked = live(disk, SyncMode.OFF, spans);
      try (EmbeddedStore store =
          open(disk.afterPowerCut(new SplittableRandom(cut)), SyncMode.OFF)) {
        losses += rows(store).containsAll(rowsOf(asked.recent())) ? 0 : 1;
      }
    }

    assertThat(losses).isPositive();
  }
}
