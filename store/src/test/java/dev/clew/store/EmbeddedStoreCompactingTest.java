package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a store makes larger blocks of small ones, and what it does when it cannot.
class EmbeddedStoreCompactingTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final StoreSettings SETTINGS =
      StoreSettings.of(Path.of("/data"))
          .withLog(Duration.ZERO, 1 << 14, Duration.ofMillis(1))
          .withHeads(1 << 30, 1 << 20, Duration.ofDays(1000));

  private final ForgetfulDisk memory = new ForgetfulDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final ManualClock wall = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong monotonic = new AtomicLong();
  private final Written written = new Written();
  private final List<Span> spans = new TraceGen(new Gen(1)).trace(40);
  private EmbeddedStore store;

  /// Counts what is written into blocks.
  private static final class Written implements StoreListener {
    long sealed;
    long compacted;
    int failures;

    @Override
    public void sealed(long nanos, int spans, long bytes) {
      sealed += bytes;
    }

    @Override
    public void compacted(long nanos, int blocks, long bytes) {
      compacted += bytes;
    }

    @Override
    public void compactionFailed() {
      failures++;
    }
  }

  @BeforeEach
  void openStore() throws IOException {
    open(SETTINGS);
  }

  private void open(StoreSettings settings) throws IOException {
    store = EmbeddedStore.open(settings, disk, new StoreClock(wall, monotonic::get), written);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private void reopen() throws IOException {
    store.close();
    openStore();
  }

  private void pass(Duration time) {
    wall.advance(time);
    monotonic.addAndGet(time.toNanos());
  }

  private void seal(int from, int to) throws IOException {
    for (Span each : spans.subList(from, to)) {
      store.append(TENANT, Requests.of(each));
      store.seal();
    }
  }

  private List<String> rows() {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view);
    }
  }

  private List<String> rowsOf(int from, int to) {
    return StoredRows.of(InMemorySpanStore.block("expected", spans.subList(from, to), 10)).stream()
        .sorted()
        .toList();
  }

  private List<Path> blockFiles() {
    return memory.files().stream().filter(each -> each.toString().contains("/blocks/")).toList();
  }

  @Test
  void compact_smallBlocks_leavesOneFileWithAllSpans() throws IOException {
    seal(0, 20);

    assertThat(store.compact()).isEqualTo(20);

    assertThat(blockFiles())
        .containsExactly(Path.of("/data/blocks/default/0000000000000001-0000000000000020-1.clew"));
    assertThat(rows()).isEqualTo(rowsOf(0, 20));
  }

  @Test
  void compact_again_leavesTheBlockAlone() throws IOException {
    seal(0, 10);
    store.compact();
    seal(10, 11);

    assertThat(store.compact()).isZero();
    assertThat(store.status().blocks()).isEqualTo(2);
  }

  @Test
  void compactDue_windowNotOver_waits() throws IOException {
    seal(0, 10);
    pass(Duration.ofMinutes(61));
    store.compactDue();
    assertThat(store.status().blocks()).isEqualTo(1);

    seal(10, 20);
    pass(Duration.ofMinutes(30));
    store.compactDue();
    assertThat(store.status().blocks()).isEqualTo(11);
  }

  @Test
  void compactDue_headsThatStayLarge_comeFirstButNotForEver() throws IOException {
    seal(0, 10);
    pass(Duration.ofMinutes(61));
    store.close();
    open(SETTINGS.withHeads(1, 1 << 20, Duration.ofDays(1000)));
    disk.fail(Operation.WRITE, "/0000000000000011-", "Input/output error");
    store.append(TENANT, Requests.of(spans.get(10)));

    store.compactDue();
    pass(Duration.ofSeconds(29));
    store.compactDue();
    assertThat(store.status().blocks()).isEqualTo(10);

    pass(Duration.ofSeconds(1));
    store.compactDue();
    assertThat(store.status().blocks()).isEqualTo(1);
    assertThat(rows()).isEqualTo(rowsOf(0, 11));
  }

  @Test
  void status_blocksAreDue_tellsHowMany() throws IOException {
    seal(0, 10);
    assertThat(store.status().dueBlocks()).isZero();

    pass(Duration.ofMinutes(61));
    assertThat(store.status().dueBlocks()).isEqualTo(10);

    store.compactDue();
    assertThat(store.status().dueBlocks()).isZero();
  }

  @Test
  void compactDue_blockEveryHalfMinute_leavesFewAndWritesEachTwice() throws IOException {
    for (int half = 0; half < 6 * 120; half++) {
      store.append(TENANT, Requests.of(new Gen(half).span()));
      store.seal();
      pass(Duration.ofSeconds(30));
      store.compactDue();
    }

    assertThat(store.status().blocks()).isLessThan(140);
    assertThat(store.status().storedSpans()).isEqualTo(6 * 120);
    assertThat(written.compacted).isPositive().isLessThanOrEqualTo(written.sealed);
  }

  @Test
  void compact_viewIsOpen_staysAsItWas() throws IOException {
    seal(0, 10);
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      store.compact();

      assertThat(view.blocks()).hasSize(10);
      assertThat(StoredRows.of(view)).isEqualTo(rowsOf(0, 10));
    }
    assertThat(blockFiles()).hasSize(1);
  }

  @Test
  void compact_blocksOfTwoTenants_staysApart() throws IOException {
    seal(0, 4);
    var other = new TenantId("other");
    store.append(other, Requests.of(spans.get(4)));
    store.seal();
    store.append(other, Requests.of(spans.get(5)));
    store.seal();

    store.compact();

    assertThat(rows()).isEqualTo(rowsOf(0, 4));
    try (StoreView view = store.view(other, TimeRange.ALL)) {
      assertThat(StoredRows.of(view)).isEqualTo(rowsOf(4, 6));
    }
  }

  @Test
  void expire_compactedBlock_livesAsLongAsItsYoungest() throws IOException {
    seal(0, 1);
    pass(Duration.ofMinutes(50));
    seal(1, 2);
    store.compact();

    pass(Duration.ofDays(7));
    store.expire();
    assertThat(rows()).isEqualTo(rowsOf(0, 2));
    pass(Duration.ofMinutes(1));
    store.expire();
    assertThat(rows()).isEmpty();
    assertThat(blockFilesOf(memory)).isEmpty();
  }

  @Test
  void compactDue_diskIsFull_leavesAllAndTriesAgainLater() throws IOException {
    seal(0, 10);
    pass(Duration.ofMinutes(61));
    disk.fail(Operation.WRITE, "/blocks/", "No space left on device");

    store.compactDue();
    store.compactDue();

    assertThat(written.failures).isEqualTo(1);
    assertThat(rows()).isEqualTo(rowsOf(0, 10));
    assertThat(blockFiles()).hasSize(10);
    disk.heal();
    pass(Duration.ofMinutes(1));
    store.compactDue();
    assertThat(blockFiles()).hasSize(1);
    assertThat(rows()).isEqualTo(rowsOf(0, 10));
  }

  @Test
  void compactDue_damagedBlock_isLeftWithItsNeighbours() throws IOException {
    seal(0, 3);
    store.append(TENANT, Requests.of(spans));
    store.seal();
    damageAPage(blockFiles().getLast());
    pass(Duration.ofMinutes(61));

    for (int minute = 0; minute < 10; minute++) {
      store.compactDue();
      pass(Duration.ofMinutes(1));
    }

    assertThat(written.failures).isEqualTo(1);
    assertThat(store.status().blocks()).isEqualTo(4);
  }

  /// Changes a byte of the first page, which nobody looks at when the block is opened.
  private void damageAPage(Path file) throws IOException {
    byte[] bytes = memory.bytes(file);
    bytes[17] ^= 1;
    memory.put(file, bytes);
    reopen();
  }

  @Test
  void compact_unreadableBlockInBetween_leavesItsPlace() throws IOException {
    seal(0, 6);
    Path unreadable = blockFiles().get(2);
    disk.fail(Operation.OPEN, unreadable.getFileName().toString(), "Input/output error");
    reopen();

    store.compact();
    disk.heal();
    reopen();

    assertThat(rows()).isEqualTo(rowsOf(0, 6));
    assertThat(store.status().missing()).isEmpty();
  }

  @Test
  void open_diedBeforeTheOldWereDeleted_deletesThem() throws IOException {
    seal(0, 6);
    ForgetfulDisk before = memory.copy();
    store.compact();
    blockFilesOf(before).forEach(each -> memory.put(each, before.bytes(each)));
    assertThat(blockFiles()).hasSize(7);

    reopen();

    assertThat(rows()).isEqualTo(rowsOf(0, 6));
    assertThat(blockFiles()).hasSize(1);
  }

  private static List<Path> blockFilesOf(ForgetfulDisk disk) {
    return disk.files().stream().filter(each -> each.toString().endsWith(".clew")).toList();
  }

  @Test
  void open_compactedBlockIsDamagedAndTheOldAreHere_takesTheOld() throws IOException {
    seal(0, 6);
    ForgetfulDisk before = memory.copy();
    store.compact();
    memory.put(blockFiles().getFirst(), new byte[100]);
    blockFilesOf(before).forEach(each -> memory.put(each, before.bytes(each)));

    reopen();

    assertThat(rows()).isEqualTo(rowsOf(0, 6));
    assertThat(store.status().missing()).hasSize(1);
  }

  @Test
  void compact_diskFails_saysWhy() throws IOException {
    seal(0, 3);
    disk.fail(Operation.MOVE, "/blocks/", "Input/output error");

    assertThatThrownBy(() -> store.compact()).hasMessageContaining("Input/output error");

    assertThat(rows()).isEqualTo(rowsOf(0, 3));
  }
}
