package dev.clew.store.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clew.store.SyncMode;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.FaultyDisk;
import dev.clew.store.disk.FaultyDisk.Operation;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteAheadLogTest {
  private static final Path FOLDER = Path.of("/wal");

  private final ForgetfulDisk memory = new ForgetfulDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final AtomicInteger synced = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // every test opens it first
  private WriteAheadLog log;

  private void open(SyncMode mode, Duration linger) throws IOException {
    log = open(disk, mode, linger, new ArrayList<>());
  }

  private WriteAheadLog open(Disk on, SyncMode mode, Duration linger, List<String> replayed)
      throws IOException {
    return WriteAheadLog.open(
        on,
        new WalSettings(FOLDER, mode, 4096, linger, Duration.ofMillis(1)),
        -1,
        (_, requests) -> synced.addAndGet(requests),
        record ->
            replayed.add(
                record.sequence()
                    + " "
                    + record.tenant()
                    + " "
                    + new String(record.body(), StandardCharsets.UTF_8)));
  }

  @AfterEach
  void closeLog() throws IOException {
    log.close();
  }

  private WriteAheadLog.Ticket append(String tenant, String body) {
    return log.append(tenant, Encoding.IDENTITY, body.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> replayed(ForgetfulDisk left) throws IOException {
    var replayed = new ArrayList<String>();
    open(left, SyncMode.GROUP, Duration.ZERO, replayed).close();
    return replayed;
  }

  @Test
  void replay_appendedRequests_comeBackInOrder() throws IOException {
    open(SyncMode.GROUP, Duration.ZERO);
    append("a", "one").durable().join();
    append("b", "two").durable().join();

    assertThat(replayed(memory.afterProcessDeath())).containsExactly("1 a one", "2 b two");
  }

  @Test
  void append_manyAtOnce_shareOneSync() throws IOException {
    open(SyncMode.GROUP, Duration.ofMillis(50));
    append("a", "first").durable().join();
    long forces = memory.operations();
    var tickets = new ArrayList<WriteAheadLog.Ticket>();
    for (int at = 0; at < 20; at++) {
      tickets.add(append("a", "request " + at));
    }
    tickets.forEach(each -> each.durable().join());

    assertThat(synced.get()).isEqualTo(21);
    assertThat(memory.operations() - forces).isLessThan(8);
  }

  @Test
  void append_largerThanSegment_getsASegmentOfItsOwn() throws IOException {
    open(SyncMode.GROUP, Duration.ZERO);
    String large = "x".repeat(20_000);

    append("a", large).durable().join();

    assertThat(replayed(memory.afterPowerCut(new SplittableRandom(1))))
        .containsExactly("1 a " + large);
  }

  @Test
  void append_interval_isSyncedWithinASecondOrSo() throws IOException {
    open(SyncMode.INTERVAL, Duration.ZERO);
    append("a", "one").durable().join();

    await().until(() -> !unforced("a one"));
  }

  /// True when a loss of power now may take the request.
  private boolean unforced(String request) throws IOException {
    return replayed(memory.copyOfForced()).stream().noneMatch(each -> each.contains(request));
  }

  @Test
  void interval_syncFails_writesAgainWhatWasAcknowledged() throws IOException {
    open(SyncMode.INTERVAL, Duration.ZERO);
    append("a", "one").durable().join();
    int[] failures = {0};
    disk.failBy((operation, file) -> {
      if (operation == Operation.FORCE && file.endsWith("0000000000000001.wal.tmp")) {
        failures[0]++;
        throw new IOException("Input/output error");
      }
    });

    await().until(() -> failures[0] > 0 && !unforced("a one"));
  }

  @Test
  void release_allThatASegmentHolds_deletesIt() throws IOException {
    open(SyncMode.GROUP, Duration.ZERO);
    append("a", "x".repeat(4000)).durable().join();
    long last = append("b", "y".repeat(4000)).sequence();
    append("a", "z".repeat(4000)).durable().join();
    int before = memory.files().size();

    log.release("a", last + 1);
    assertThat(memory.files()).hasSizeLessThan(before);
    int withoutFirst = memory.files().size();
    log.release("b", last);

    assertThat(memory.files()).hasSizeLessThan(withoutFirst);
    assertThat(log.bytes()).isPositive();
  }

  @Test
  void open_allSegmentsReleased_goesOnCounting() throws IOException {
    open(SyncMode.GROUP, Duration.ZERO);
    long first = append("a", "one").sequence();
    log.close();
    log = open(disk, SyncMode.GROUP, Duration.ZERO, new ArrayList<>());
    log.release("a", first);
    log.close();
    log = open(disk, SyncMode.GROUP, Duration.ZERO, new ArrayList<>());

    assertThat(append("a", "two").sequence()).isEqualTo(first + 1);
  }

  @Test
  void append_closedLog_fails() throws IOException {
    open(SyncMode.GROUP, Duration.ZERO);
    log.close();

    assertThatThrownBy(() -> append("a", "one").durable().join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void open_segmentOfNewerProgram_isRefusedAndLeftAlone() throws IOException {
    open(SyncMode.GROUP, Duration.ZERO);
    append("a", "one").durable().join();
    log.close();
    Path segment = memory.files().getFirst();
    byte[] bytes = memory.bytes(segment);
    bytes[SegmentFormat.VERSION_OFFSET]++;
    byte[] crc = new byte[4];
    ByteBuffer.wrap(crc).order(ByteOrder.LITTLE_ENDIAN).putInt(SegmentFormat.headerCrc(bytes));
    System.arraycopy(crc, 0, bytes, SegmentFormat.HEADER_CRC_OFFSET, 4);
    memory.put(segment, bytes);

    assertThatThrownBy(() -> replayed(memory)).hasMessageContaining("format version 2");
    assertThat(memory.bytes(segment)).isEqualTo(bytes);
  }
}
