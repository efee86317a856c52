package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.FaultyDisk;
import dev.clew.store.disk.FaultyDisk.Operation;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.ManualClock;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a running store notices of files that are damaged under it, and what it does about them.
class EmbeddedStoreScrubTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Duration INTERVAL = DiskSettings.USUAL.scrubInterval();
  private static final int HEADER_BYTES = 16;

  private final ForgetfulDisk memory = new ForgetfulDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final ManualClock wall = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong monotonic = new AtomicLong();
  private final AtomicLong scrubbed = new AtomicLong();
  private final AtomicLong damages = new AtomicLong();
  private final List<Span> first = new TraceGen(new Gen(1)).trace(5);
  private final List<Span> second = new TraceGen(new Gen(2)).trace(5);
  private EmbeddedStore store;

  private final StoreListener listener =
      new StoreListener() {
        @Override
        public void scrubbed(long bytes) {
          scrubbed.addAndGet(bytes);
        }

        @Override
        public void damaged() {
          damages.incrementAndGet();
        }
      };

  @BeforeEach
  void sealTwoBlocks() throws IOException {
    open(disk);
    seal(first);
    seal(second);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private void open(Disk on) throws IOException {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withLog(Duration.ZERO, 1 << 16, Duration.ofMillis(1))
            .withRetention(Duration.ofDays(1000), Long.MAX_VALUE)
            .withHeads(1 << 30, 1 << 20, Duration.ofDays(1000));
    store = EmbeddedStore.open(settings, on, new StoreClock(wall, monotonic::get), listener);
  }

  private void seal(List<Span> spans) throws IOException {
    store.append(TENANT, Requests.of(spans));
    store.seal();
    wall.advance(Duration.ofSeconds(1));
  }

  private void pass(Duration time) {
    monotonic.addAndGet(time.toNanos());
    store.tend();
  }

  private Path firstFile() {
    return memory.files().stream()
        .filter(each -> each.toString().endsWith(".clew"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> missing() {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      assertThat(store.status().missing()).isEqualTo(view.missing());
      return view.missing();
    }
  }

  private int rows() {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view).size();
    }
  }

  @Test
  void tend_blocksAreWell_readsEveryByteOncePerInterval() {
    long bytes = store.status().blockBytes();
    long step = INTERVAL.dividedBy(100).toNanos();
    for (int at = 0; at < 100; at++) {
      pass(Duration.ofNanos(step));
    }
    assertThat(scrubbed.get()).isBetween(bytes * 9 / 10, bytes * 11 / 10);

    for (int at = 0; at < 100; at++) {
      pass(Duration.ofNanos(step));
    }
    assertThat(scrubbed.get()).isBetween(bytes * 19 / 10, bytes * 21 / 10);
    assertThat(missing()).isEmpty();
  }

  @Test
  void tend_anyByteTurned_isFoundWithinAnInterval() throws IOException {
    Path file = firstFile();
    var random = new SplittableRandom(1);
    for (int flip = 0; flip < 200; flip++) {
      ForgetfulDisk copy = memory.copy();
      store.close();
      open(copy);
      byte[] bytes = copy.bytes(file).clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      copy.damage(file, bytes);
      pass(INTERVAL);

      assertThat(missing()).as("byte %d", at).isNotEmpty().allMatch(each -> each.contains(".clew"));
    }
  }

  @Test
  void tend_damageMended_isNoLongerReported() {
    byte[] whole = memory.bytes(firstFile());
    byte[] bytes = whole.clone();
    bytes[HEADER_BYTES + 2] ^= 1;
    memory.damage(firstFile(), bytes);
    pass(INTERVAL);
    assertThat(missing()).hasSize(1);

    memory.damage(firstFile(), whole);
    pass(INTERVAL);
    pass(INTERVAL);

    assertThat(missing()).isEmpty();
    assertThat(damages.get()).isEqualTo(1);
  }

  @Test
  void tend_pageDamaged_goesOnServingTheRest() throws IOException {
    byte[] bytes = memory.bytes(firstFile());
    bytes[HEADER_BYTES + 2] ^= 1;
    memory.damage(firstFile(), bytes);
    pass(INTERVAL);

    assertThat(missing()).singleElement().asString().contains("corrupt block");
    assertThat(store.status().blocks()).isEqualTo(2);
    assertThat(store.fetch(TENANT, second.getFirst().traceId()).size()).isEqualTo(5);
    store.expire();
    assertThat(memory.files()).contains(firstFile());
  }

  @Test
  void tend_damagedBlockExpires_isNoLongerReported() throws IOException {
    byte[] bytes = memory.bytes(firstFile());
    bytes[HEADER_BYTES + 2] ^= 1;
    memory.damage(firstFile(), bytes);
    pass(INTERVAL);

    for (int day = 0; day < 2000; day += 100) {
      wall.advance(Duration.ofDays(100));
      pass(Duration.ofDays(100));
    }

    assertThat(missing()).isEmpty();
  }

  @Test
  void tend_headerDamaged_setsTheBlockAside() throws IOException {
    Path file = firstFile();
    byte[] bytes = memory.bytes(file);
    bytes[0] ^= 1;
    memory.damage(file, bytes);
    pass(INTERVAL);

    assertThat(memory.files()).doesNotContain(file).contains(Path.of(file + ".damaged"));
    assertThat(missing()).singleElement().asString().contains("set aside");
    assertThat(rows()).isEqualTo(5);
    store.close();
    open(disk);
    assertThat(missing()).singleElement().asString().contains(".damaged");
  }

  @Test
  void tend_fileDeleted_reportsItWithinSeconds() throws IOException {
    Path file = firstFile();
    memory.delete(file);
    pass(Duration.ofSeconds(10));

    assertThat(missing()).containsExactly("block " + file + " is gone");
    assertThat(rows()).isEqualTo(5);
    assertThat(store.status().blocks()).isEqualTo(1);
    assertThat(damages.get()).isEqualTo(1);
  }

  @Test
  void tend_fileCut_isSetAsideWithinSeconds() {
    for (int length : new int[] {0, 100}) {
      Path file = firstFile();
      memory.damage(file, Arrays.copyOf(memory.bytes(file), length));
      pass(Duration.ofSeconds(10));

      assertThat(missing()).last().asString().contains("has " + length).contains("set aside");
      assertThat(memory.files()).contains(Path.of(file + ".damaged"));
    }
    assertThat(rows()).isZero();
  }

  @Test
  void tend_diskDoesNotGiveABlock_keepsItAndLooksAgain() {
    disk.fail(Operation.READ, firstFile().toString(), "Input/output error");
    pass(INTERVAL);
    assertThat(missing()).isNotEmpty().allMatch(each -> each.contains("Input/output error"));
    assertThatThrownBy(this::rows).hasRootCauseInstanceOf(IOException.class);

    disk.heal();
    pass(INTERVAL);
    pass(INTERVAL);

    assertThat(missing()).isEmpty();
    assertThat(rows()).isEqualTo(10);
  }

  @Test
  void open_diskDoesNotGiveABlock_leavesTheFileWhereItIs() throws IOException {
    store.close();
    Path file = firstFile();
    disk.fail(Operation.READ, file.toString(), "Input/output error");
    open(disk);

    assertThat(memory.files()).contains(file);
    assertThat(missing()).singleElement().asString().contains("Input/output error");
  }
}
