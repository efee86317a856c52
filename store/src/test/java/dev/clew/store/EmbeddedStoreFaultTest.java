package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.FaultyDisk;
import dev.clew.store.disk.FaultyDisk.Operation;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/// A store whose disk fails while it runs.
class EmbeddedStoreFaultTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final StoreSettings SETTINGS =
      StoreSettings.of(Path.of("/data"))
          .withLog(Duration.ZERO, 1 << 14, Duration.ofMillis(1))
          .withHeads(1 << 30, 1 << 20, Duration.ofHours(1));

  private final ForgetfulDisk memory = new ForgetfulDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final List<Span> spans = new TraceGen(new Gen(1)).trace(20);
  private EmbeddedStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = open(disk, SETTINGS);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private static EmbeddedStore open(Disk disk, StoreSettings settings) throws IOException {
    return EmbeddedStore.open(
        settings, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  private AppendResult append(int span) {
    return store.append(TENANT, Requests.of(spans.get(span)));
  }

  private void appendUntilStored(int span) {
    await().until(() -> append(span) instanceof AppendResult.Stored);
  }

  private static List<String> rows(EmbeddedStore store) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view);
    }
  }

  private List<String> rowsOf(int from, int to) {
    return rowsOf(spans.subList(from, to));
  }

  private static List<String> rowsOf(List<Span> spans) {
    return StoredRows.of(InMemorySpanStore.block("expected", spans, 10)).stream().sorted().toList();
  }

  private List<String> rowsAfterPowerCut(long seed) throws IOException {
    try (EmbeddedStore left = open(memory.afterPowerCut(new SplittableRandom(seed)), SETTINGS)) {
      return rows(left);
    }
  }

  private static void failFirst(FaultyDisk disk, Operation operation, String part, int times) {
    int[] left = {times};
    disk.failBy((asked, file) -> {
      if (asked == operation && file.toString().contains(part) && left[0]-- > 0) {
        throw new IOException("Input/output error");
      }
    });
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE"})
  void append_logFailsOnce_isStoredOnNextSegment(Operation operation) throws IOException {
    append(0);
    failFirst(disk, operation, ".wal", 1);

    assertThat(append(1)).isEqualTo(new AppendResult.Stored(1));
    assertThat(append(2)).isEqualTo(new AppendResult.Stored(1));
    assertThat(store.status().problem()).isEmpty();
    assertThat(rowsAfterPowerCut(1)).isEqualTo(rowsOf(0, 3));
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE", "CREATE"})
  void append_logFails_isRefusedAndStatusSaysWhy(Operation operation) {
    disk.fail(operation, "/wal/", "Input/output error");
    store.append(TENANT, Requests.of(spans)); // fills the segment that is open

    assertThat(store.append(TENANT, Requests.of(spans)))
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            refused -> assertThat(refused.reason()).contains("Input/output error"));
    assertThat(store.status().problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("Input/output error"));
  }

  @Test
  void append_logFails_readingGoesOn() throws IOException {
    append(0);
    disk.fail(Operation.FORCE, ".wal", "Input/output error");
    append(1);

    assertThat(rows(store)).containsAll(rowsOf(0, 1));
    assertThat(store.fetch(TENANT, spans.getFirst().traceId()).size()).isPositive();
  }

  @Test
  void append_logIsWellAgain_isStoredWithoutRestart() throws IOException {
    append(0);
    disk.fail(Operation.WRITE, ".wal", "No space left on device");
    assertThat(append(1)).isInstanceOf(AppendResult.Refused.class);
    disk.heal();

    appendUntilStored(2);

    assertThat(store.status().problem()).isEmpty();
    assertThat(rowsAfterPowerCut(2)).containsAll(rowsOf(0, 1)).containsAll(rowsOf(2, 3));
  }

  @Test
  void problem_nobodyAppends_goesAwayByItself() {
    disk.fail(Operation.FORCE, ".wal", "Input/output error");
    append(0);
    disk.heal();

    await().until(() -> store.status().problem().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"CREATE_FOLDER", "CREATE", "WRITE", "FORCE", "MOVE", "SYNC_FOLDER", "OPEN"})
  void seal_diskFails_keepsSpansAndTriesAgain(Operation operation) throws IOException {
    append(0);
    append(1);
    disk.fail(operation, "/blocks", "No space left on device");

    assertThatThrownBy(store::seal).hasMessageContaining("No space left");
    assertThat(append(2)).isEqualTo(new AppendResult.Stored(1));
    assertThat(rows(store)).isEqualTo(rowsOf(0, 3));

    disk.heal();
    store.seal();

    assertThat(store.status().headSpans()).isZero();
    assertThat(rows(store)).isEqualTo(rowsOf(0, 3));
    assertThat(rowsAfterPowerCut(3)).isEqualTo(rowsOf(0, 3));
  }

  @Test
  void seal_logCannotBeDeleted_isFine() throws IOException {
    for (int at = 0; at < 20; at++) {
      append(at);
    }
    disk.fail(Operation.DELETE, "/wal", "Input/output error");

    store.seal();

    assertThat(store.status().headSpans()).isZero();
    store.close();
    disk.heal();
    store = open(disk, SETTINGS);
    assertThat(rows(store)).isEqualTo(rowsOf(0, 20));
  }

  @Test
  void append_headsAreFullAndCannotBeSealed_isRefusedUntilTheyCan() throws IOException {
    store.close();
    store = open(disk, SETTINGS.withHeads(100_000, 5, Duration.ofMillis(10)));
    disk.fail(Operation.CREATE, "/blocks", "No space left on device");
    await().until(() -> store.append(TENANT, Requests.of(spans)) instanceof AppendResult.Refused);

    assertThat(store.append(TENANT, Requests.of(spans)))
        .isInstanceOfSatisfying(
            AppendResult.Refused.class,
            refused -> {
              assertThat(refused.reason()).contains("unsealed spans").contains("No space left");
              assertThat(refused.retryAfter())
                  .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
            });

    disk.heal();
    await().until(() -> store.append(TENANT, Requests.of(spans)) instanceof AppendResult.Stored);
    await().until(() -> store.status().problem().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "CREATE", "FORCE", "MOVE"})
  void open_diskIsFull_servesWhatIsThereAndHeals(Operation operation) throws IOException {
    append(0);
    store.seal();
    append(1);
    store.close();
    disk.fail(operation, "/wal/", "No space left on device");

    store = open(disk, SETTINGS);

    assertThat(rows(store)).isEqualTo(rowsOf(0, 2));
    assertThat(append(2)).isInstanceOf(AppendResult.Refused.class);
    disk.heal();
    appendUntilStored(2);
    assertThat(rowsAfterPowerCut(4)).containsAll(rowsOf(0, 3));
  }

  @Test
  void open_blockCannotBeRead_isReportedAndReadNextTime() throws IOException {
    append(0);
    store.seal();
    store.close();
    disk.fail(Operation.OPEN, ".clew", "Input/output error");
    store = open(disk, SETTINGS);
    assertThat(store.status().missing()).singleElement().asString().contains("Input/output error");
    store.close();
    disk.heal();

    store = open(disk, SETTINGS);

    assertThat(store.status().missing()).isEmpty();
    assertThat(store.fetch(TENANT, spans.getFirst().traceId()).size()).isEqualTo(1);
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void append_diskFailsAtRandom_losesNothingAcknowledged(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    disk.failBy((operation, file) -> {
      synchronized (random) {
        if (operation != Operation.OPEN && random.nextInt(6) == 0) {
          throw new IOException("No space left on device");
        }
      }
    });
    var acknowledged = new ArrayList<Span>();
    for (Span span : spans) {
      if (store.append(TENANT, Requests.of(span)) instanceof AppendResult.Stored) {
        acknowledged.add(span);
      }
      if (acknowledged.size() % 5 == 4) {
        sealIfPossible();
      }
    }

    assertThat(rowsAfterPowerCut(seed))
        .as("seed %d", seed)
        .containsAll(rowsOf(acknowledged))
        .doesNotHaveDuplicates();
    disk.heal(); // only now: a disk that works again may sync what it had not
    assertThat(rows(store)).containsAll(rowsOf(acknowledged)).doesNotHaveDuplicates();
  }

  private void sealIfPossible() {
    try {
      store.seal();
    } catch (IOException _) {
      // The next time.
    }
  }
}
