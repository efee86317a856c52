package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a store deletes for its age or its size, and what it does not.
class EmbeddedStoreRetentionTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ForgetfulDisk disk = new ForgetfulDisk();
  private final ManualClock wall = new ManualClock(START);
  private final AtomicLong monotonic = new AtomicLong();
  private StoreSettings settings =
      StoreSettings.of(Path.of("/data"))
          .withLog(Duration.ZERO, 1 << 14, Duration.ofMillis(1))
          .withHeads(1 << 30, 1 << 20, Duration.ofDays(1000));
  private EmbeddedStore store;

  @BeforeEach
  void openStore() throws IOException {
    store =
        EmbeddedStore.open(
            settings, disk, new StoreClock(wall, monotonic::get), StoreListener.NONE);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  /// Lets time go by on both clocks.
  private void pass(Duration time) {
    wall.advance(time);
    monotonic.addAndGet(time.toNanos());
  }

  private void sealOne(long seed) throws IOException {
    store.append(TENANT, Requests.of(new Gen(seed).span()));
    store.seal();
  }

  private int blocks() {
    store.expire();
    return store.status().blocks();
  }

  private long usedBytes() {
    return disk.room(settings.folder()).usedBytes();
  }

  private long blockFiles() {
    return disk.files().stream().filter(each -> each.toString().endsWith(".clew")).count();
  }

  @Test
  void expire_olderThanRetention_deletesTheFile() throws IOException {
    sealOne(1);
    pass(Duration.ofDays(5));
    sealOne(2);
    assertThat(blocks()).isEqualTo(2);

    pass(Duration.ofDays(3));

    assertThat(blocks()).isEqualTo(1);
    assertThat(blockFiles()).isEqualTo(1);
    pass(Duration.ofDays(5));
    assertThat(blocks()).isZero();
    assertThat(blockFiles()).isZero();
  }

  @Test
  void expire_viewIsOpen_deletesTheFileAndLetsTheViewFinish() throws IOException {
    sealOne(1);
    long used = usedBytes();
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      pass(Duration.ofDays(8));
      assertThat(blocks()).isZero();

      assertThat(blockFiles()).isZero();
      assertThat(StoredRows.of(view)).hasSize(1);
      assertThat(usedBytes()).isEqualTo(used);
    }
    assertThat(usedBytes()).isLessThan(used);
  }

  @Test
  void expire_viewStaysOpen_takesTheBlockFromItAfterAWhile() throws IOException {
    sealOne(1);
    long used = usedBytes();
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      pass(Duration.ofDays(8));
      store.expire();
      pass(Duration.ofSeconds(29));
      store.expire();
      assertThat(StoredRows.of(view)).hasSize(1);

      pass(Duration.ofSeconds(2));
      store.expire();

      assertThat(usedBytes()).isLessThan(used);
      assertThatThrownBy(() -> StoredRows.of(view))
          .rootCause()
          .isInstanceOf(IOException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void close_viewIsOpen_leavesItReadable() throws IOException {
    sealOne(1);
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      store.close();

      assertThat(StoredRows.of(view)).hasSize(1);
    }
    assertThat(blockFiles()).isEqualTo(1);
  }

  @Test
  void expire_spansOfTheFarFuture_goLikeOthers() throws IOException {
    Span future = TraceGen.at(new Gen(1).span(), Long.MAX_VALUE - 1, Long.MAX_VALUE);
    store.append(TENANT, Requests.of(future));
    store.seal();

    pass(Duration.ofDays(8));

    assertThat(blocks()).isZero();
  }

  @Test
  void expire_spansOfThePast_stayLikeOthers() throws IOException {
    store.append(TENANT, Requests.of(TraceGen.at(new Gen(1).span(), 1, 2)));
    store.seal();

    assertThat(blocks()).isEqualTo(1);
  }

  @Test
  void expire_clockJumpsForward_deletesNothingAtOnce() throws IOException {
    sealOne(1);

    wall.advance(Duration.ofDays(365));

    assertThat(blocks()).isEqualTo(1);
    pass(Duration.ofMinutes(1));
    assertThat(blocks()).isEqualTo(1);
  }

  @Test
  void expire_clockJumpedForward_catchesUpAtTwiceThePace() throws IOException {
    sealOne(1);
    wall.advance(Duration.ofDays(365));
    assertThat(blocks()).isEqualTo(1);

    pass(Duration.ofDays(3));
    assertThat(blocks()).isEqualTo(1);
    pass(Duration.ofDays(1));

    assertThat(blocks()).isZero();
  }

  @Test
  void expire_clockJumpsBackAndReturns_deletesNothing() throws IOException {
    sealOne(1);
    wall.set(Instant.EPOCH);
    assertThat(blocks()).isEqualTo(1);
    pass(Duration.ofHours(1));
    assertThat(blocks()).isEqualTo(1);

    wall.set(START.plus(Duration.ofHours(1)));

    assertThat(blocks()).isEqualTo(1);
  }

  @Test
  void expire_clockJumpsBackAnHour_deletesNothingAndGoesOn() throws IOException {
    sealOne(1);
    wall.advance(Duration.ofHours(-1));
    assertThat(blocks()).isEqualTo(1);

    pass(Duration.ofDays(7).minusMinutes(1));
    assertThat(blocks()).isEqualTo(1);
    pass(Duration.ofHours(1).plusMinutes(2));

    assertThat(blocks()).isZero();
  }

  @Test
  void expire_clockJumpsAnHourAhead_deletesNoEarlierThanTimeWent() throws IOException {
    sealOne(1);
    wall.advance(Duration.ofHours(1));
    assertThat(blocks()).isEqualTo(1);

    pass(Duration.ofDays(7).minusHours(2));
    assertThat(blocks()).isEqualTo(1);
    pass(Duration.ofHours(2));

    assertThat(blocks()).isZero();
  }

  @Test
  void open_clockIsFarAheadOfTheNewestBlock_deletesNothingAtOnce() throws IOException {
    sealOne(1);
    store.close();
    wall.advance(Duration.ofDays(365));
    openStore();

    assertThat(blocks()).isEqualTo(1);
    pass(Duration.ofDays(3));
    assertThat(blocks()).isEqualTo(1);
    pass(Duration.ofDays(1));
    assertThat(blocks()).isZero();
  }

  @Test
  void open_afterHoursOff_countsThemAsTime() throws IOException {
    sealOne(1);
    pass(Duration.ofDays(7).minusHours(10));
    sealOne(2);
    store.close();
    wall.advance(Duration.ofHours(20));

    openStore();

    assertThat(blocks()).isEqualTo(1);
  }

  @Test
  void expire_moreBytesThanAllowed_deletesTheOldest() throws IOException {
    sealOne(1);
    pass(Duration.ofHours(1));
    sealOne(2);
    pass(Duration.ofHours(1));
    sealOne(3);
    long newest = store.status().blockBytes() / 3 + 3000;
    store.close();
    settings = settings.withRetention(Duration.ofDays(7), newest);
    openStore();

    assertThat(blocks()).isEqualTo(1);
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      assertThat(StoredRows.of(view))
          .isEqualTo(StoredRows.of(InMemorySpanStore.block("3", List.of(new Gen(3).span()), 1)));
    }
  }

  @Test
  void expire_headSpans_stay() {
    store.append(TENANT, Requests.of(new Gen(1).span()));
    pass(Duration.ofDays(8));
    store.expire();

    assertThat(store.status().storedSpans()).isEqualTo(1);
  }

  @Test
  void restart_afterExpiry_bringsNothingBackFromTheLog() throws IOException {
    sealOne(1);
    pass(Duration.ofDays(8));
    assertThat(blocks()).isZero();

    for (int start = 0; start < 2; start++) {
      store.close();
      openStore();
      assertThat(store.status().storedSpans()).isZero();
    }
    assertThat(disk.files()).noneMatch(each -> each.toString().endsWith(".expired"));
  }

  @Test
  void expire_logHasNothingOfItAnyMore_deletesTheNoteWithoutRestart() throws IOException {
    sealOne(1);
    pass(Duration.ofDays(8));
    assertThat(blocks()).isZero();
    assertThat(disk.files()).anyMatch(each -> each.toString().endsWith(".expired"));

    for (int seed = 2; seed < 40; seed++) {
      sealOne(seed);
    }
    store.expire();

    assertThat(disk.files()).noneMatch(each -> each.toString().endsWith(".expired"));
  }

  @Test
  void restart_afterExpiry_stillHasWhatCameLater() throws IOException {
    sealOne(1);
    pass(Duration.ofDays(8));
    store.append(TENANT, Requests.of(new Gen(2).span()));
    assertThat(blocks()).isZero();

    for (int start = 0; start < 3; start++) {
      store.close();
      openStore();
      assertThat(store.status().storedSpans()).isOne();
    }
  }
}
