package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A store on a disk of one megabyte, which it or somebody else fills.
class EmbeddedStoreFullDiskTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int DISK = 1 << 20;
  private static final Path OTHERS = Path.of("/others");
  private static final Path RESERVE = Path.of("/data/RESERVE");
  private static final StoreSettings SETTINGS =
      StoreSettings.of(Path.of("/data"))
          .withLog(Duration.ZERO, 64 << 20, Duration.ofMillis(1))
          .withHeads(1 << 30, 1 << 20, Duration.ofDays(1000));

  private final ForgetfulDisk disk = new ForgetfulDisk();
  private final ManualClock wall = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong monotonic = new AtomicLong();
  private final AtomicInteger expiredForDisk = new AtomicInteger();
  private final AtomicInteger expiredSpans = new AtomicInteger();
  private final List<Span> acknowledged = new ArrayList<>();
  private long seeds;
  private EmbeddedStore store;

  private final StoreListener listener =
      new StoreListener() {
        @Override
        public void expired(Expiry why, int spans, long bytes) {
          expiredForDisk.addAndGet(why == Expiry.DISK ? 1 : 0);
          expiredSpans.addAndGet(spans);
        }
      };

  @BeforeEach
  void openStore() throws IOException {
    disk.limit(DISK, Long.MAX_VALUE);
    store = open(disk);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private EmbeddedStore open(ForgetfulDisk on) throws IOException {
    return EmbeddedStore.open(SETTINGS, on, new StoreClock(wall, monotonic::get), listener);
  }

  private AppendResult append() {
    List<Span> spans = new TraceGen(new Gen(seeds++)).trace(10);
    AppendResult result = store.append(TENANT, Requests.of(spans));
    if (result instanceof AppendResult.Stored) {
      acknowledged.addAll(spans);
    }
    return result;
  }

  private void appendUntilStored() {
    await()
        .pollDelay(Duration.ZERO)
        .until(() -> {
          store.tend();
          return append() instanceof AppendResult.Stored;
        });
  }

  private int usedPercent() {
    return (int) (disk.room(OTHERS).usedBytes() * 100 / DISK);
  }

  /// Somebody else fills the disk up to a share.
  private void fill(int percent) throws IOException {
    disk.delete(OTHERS);
    long used = disk.room(OTHERS).usedBytes();
    disk.put(OTHERS, new byte[(int) Math.max(0, (long) DISK * percent / 100 - used)]);
    store.tend();
  }

  private void makeRoom() throws IOException {
    disk.delete(OTHERS);
    store.tend();
  }

  private static List<String> rows(EmbeddedStore store) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view);
    }
  }

  private static List<String> rowsOf(List<Span> spans) {
    return StoredRows.of(InMemorySpanStore.block("expected", spans, 100)).stream().toList();
  }

  @Test
  void segment_onASmallDisk_isSmall() {
    assertThat(store.status().walBytes()).isEqualTo(16 << 10);
  }

  @Test
  void tend_storeFillsTheDisk_expiresTheOldestAndGoesOn() {
    while (expiredForDisk.get() < 3) {
      appendUntilStored();
      wall.advance(Duration.ofSeconds(1));
    }

    assertThat(append()).isInstanceOf(AppendResult.Stored.class);
    assertThat(usedPercent()).isBetween(50, 95);
    int kept = acknowledged.size() - expiredSpans.get();
    assertThat(rows(store)).containsAll(rowsOf(newest(kept)));
  }

  private List<Span> newest(int count) {
    return acknowledged.subList(acknowledged.size() - count, acknowledged.size());
  }

  @Test
  void append_othersFillTheDisk_isRefusedWhileReadingGoesOn() throws IOException {
    appendUntilStored();
    fill(96);

    assertThat(append())
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            refused -> {
              assertThat(refused.reason()).contains("/data is full").contains("less than 90.8 %");
              assertThat(refused.retryAfter())
                  .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
            });
    assertThat(rows(store)).containsExactlyInAnyOrderElementsOf(rowsOf(acknowledged));
    assertThat(store.status().disk().level()).isEqualTo(DiskLevel.FULL);

    makeRoom();

    assertThat(append()).isInstanceOf(AppendResult.Stored.class);
    assertThat(store.status().problem()).isEmpty();
  }

  @Test
  void status_whileTheDiskFills_warnsBeforeItRefuses() throws IOException {
    fill(80);
    assertThat(store.status().warnings()).isEmpty();

    fill(86);
    assertThat(store.status().warnings()).singleElement().asString().contains("filling up");
    fill(93);
    assertThat(store.status().warnings()).singleElement().asString().contains("nearly full");
    assertThat(store.status().problem()).isEmpty();

    fill(91);
    assertThat(store.status().disk().level()).isEqualTo(DiskLevel.TIGHT);
  }

  @Test
  void tend_diskBecomesTight_sealsSoThatTheLogCanGo() throws IOException {
    while (store.status().walBytes() < 32 << 10) {
      appendUntilStored();
    }
    fill(93);

    assertThat(store.status().headSpans()).isZero();
    assertThat(store.status().walBytes()).isEqualTo(16 << 10);
  }

  @Test
  void reserve_isKeptWhileTheDiskFillsAndGivenBackWhenItIsFull() throws IOException {
    assertThat(disk.files()).doesNotContain(RESERVE);
    fill(86);
    assertThat(disk.bytes(RESERVE)).hasSize(DISK / 64);

    fill(100);
    assertThat(disk.files()).doesNotContain(RESERVE);

    fill(86);
    assertThat(disk.files()).contains(RESERVE);
  }

  @Test
  void log_onAFullDisk_leavesRoomForTheBlocksOfAllItHolds() throws IOException {
    while (append() instanceof AppendResult.Stored) {
      assertThat(disk.room(OTHERS).freeBytes())
          .isGreaterThanOrEqualTo(2 * store.status().walBytes());
    }

    store.seal();

    assertThat(store.status().headSpans()).isZero();
  }

  @Test
  void append_noFileCanBeMade_isRefusedUntilItCan() throws IOException {
    appendUntilStored();
    disk.limit(DISK, disk.files().size());
    await().until(() -> append() instanceof AppendResult.Refused);
    assertThat(rows(store)).containsAll(rowsOf(acknowledged));

    disk.limit(DISK, Long.MAX_VALUE);

    appendUntilStored();
    assertThat(store.status().problem()).isEmpty();
  }

  static IntStream seeds() {
    return IntStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void append_diskFillsAndEmptiesAtRandom_losesNothingAcknowledged(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    seeds = seed * 1000;
    for (int step = 0; step < 30; step++) {
      switch (random.nextInt(8)) {
        case 0 -> fill(random.nextInt(60, 101));
        case 1 -> makeRoom();
        case 2, 3 -> store.tend();
        default -> append();
      }
      wall.advance(Duration.ofSeconds(1));
    }

    try (EmbeddedStore left = open(disk.afterPowerCut(random))) {
      assertThat(rows(left))
          .as("seed %d", seed)
          .containsAll(rowsOf(newest(Math.max(0, acknowledged.size() - expiredSpans.get()))));
    }
  }
}
