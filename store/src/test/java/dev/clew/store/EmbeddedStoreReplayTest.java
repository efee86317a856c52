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
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a store does with a log that is larger than the memory it may take.
class EmbeddedStoreReplayTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int REQUESTS = 60;
  private static final long LITTLE = 1 << 20;

  private final FaultyDisk disk = new FaultyDisk(new ForgetfulDisk());
  private final List<Span> spans = new ArrayList<>();
  private long mostBytes;

  private EmbeddedStore open(long maxHeadBytes) throws IOException {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withLog(Duration.ZERO, 1 << 20, Duration.ofSeconds(1))
            .withHeads(maxHeadBytes, 1 << 20, Duration.ofHours(1));
    return EmbeddedStore.open(
        settings, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  /// Leaves a log that takes several times as much memory as a little.
  private void fillLog(Encoding encoding) throws IOException {
    var traces = new TraceGen(new Gen(1));
    try (EmbeddedStore store = open(1 << 30)) {
      for (int request = 0; request < REQUESTS; request++) {
        List<Span> trace = traces.trace(60);
        spans.addAll(trace);
        store.append(TENANT, Requests.of(OtlpProto.request(trace), encoding));
      }
      mostBytes = store.status().headBytes();
    }
    assertThat(mostBytes).isGreaterThan(3 * LITTLE);
  }

  private static List<String> rows(EmbeddedStore store) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view);
    }
  }

  private List<String> expected() {
    return StoredRows.of(InMemorySpanStore.block("expected", spans, 100)).stream()
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void open_logLargerThanMemory_sealsWhileReading(Encoding encoding) throws IOException {
    fillLog(encoding);

    try (EmbeddedStore store = open(LITTLE)) {
      assertThat(store.status().headBytes()).isLessThan(LITTLE);
      assertThat(store.status().blocks()).isPositive();
      assertThat(rows(store)).isEqualTo(expected());
    }
    try (EmbeddedStore store = open(LITTLE)) {
      assertThat(rows(store)).isEqualTo(expected());
    }
  }

  @Test
  void open_logLargerThanMemoryAndNoBlockCanBeWritten_saysWhatToDo() throws IOException {
    fillLog(Encoding.IDENTITY);
    disk.fail(Operation.WRITE, "/blocks/", "No space left on device");

    assertThatThrownBy(() -> open(LITTLE))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("store.max-head-size");

    disk.heal();
    try (EmbeddedStore store = open(LITTLE)) {
      assertThat(rows(store)).isEqualTo(expected());
    }
  }

  @Test
  void open_logFitsAndNoBlockCanBeWritten_opens() throws IOException {
    fillLog(Encoding.IDENTITY);
    disk.fail(Operation.WRITE, "/blocks/", "No space left on device");

    try (EmbeddedStore store = open(mostBytes * 3 / 2)) {
      assertThat(rows(store)).isEqualTo(expected());
    }
  }
}
