package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.Encoding;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A store that dies at every single operation of its disk, and what the next one finds.
class EmbeddedStoreCrashTest {
  private static final Path FOLDER = Path.of("/data");
  private static final int SPANS = 12;
  private static final TenantId TENANT = TenantId.DEFAULT;

  private static StoreSettings settings(SyncMode mode) {
    return StoreSettings.of(FOLDER)
        .withSyncMode(mode)
        .withLog(Duration.ZERO, 4096, Duration.ofHours(1))
        .withHeads(1 << 30, 1 << 20, Duration.ofHours(1));
  }

  private static EmbeddedStore open(Disk disk, SyncMode mode) throws IOException {
    return EmbeddedStore.open(
        settings(mode), disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  private static List<Span> spans(long seed) {
    var gen = new Gen(seed);
    return new CallingSpans(gen).ofDistinct(new TraceGen(gen).trace(SPANS));
  }

  /// Appends one span after the other, sealing and reopening now and then, until all are stored or
  /// the disk is dead; returns those that were acknowledged.
  private static List<Span> work(ForgetfulDisk disk, SyncMode mode, List<Span> spans) {
    var acknowledged = new ArrayList<Span>();
    try {
      EmbeddedStore store = open(disk, mode);
      try {
        for (int at = 0; at < spans.size(); at++) {
          if (store.append(TENANT, Requests.of(spans.get(at))) instanceof AppendResult.Stored) {
            acknowledged.add(spans.get(at));
          }
          if (at % 4 == 3) {
            store.seal();
          }
          if (at % 6 == 5) {
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
    return acknowledged;
  }

  private static List<String> rows(Disk disk, SyncMode mode) throws IOException {
    try (EmbeddedStore store = open(disk, mode);
        StoreView view = store.view(TENANT, TimeRange.ALL)) {
      checkCounts(store, view);
      return StoredRows.of(view);
    }
  }

  /// What is counted is what is there, whatever was cut off.
  private static void checkCounts(EmbeddedStore store, StoreView view) throws IOException {
    var reference = new InMemorySpanStore();
    if (!view.blocks().isEmpty()) {
      SpanBatch found = store.fetch(TENANT, view.blocks().getFirst().traces().traceId(0));
      byte[] body = OtlpWriter.write(found);
      reference.append(TENANT, new SpanRequest(body, Encoding.IDENTITY, found));
    }
    Duration step = Duration.ofSeconds(10);
    assertThat(NaiveCounts.told(store.countSpans(TENANT, TimeRange.ALL, step)))
        .isEqualTo(NaiveCounts.told(reference.countSpans(TENANT, TimeRange.ALL, step)));
    assertThat(NaiveCounts.told(store.countCalls(TENANT, TimeRange.ALL, step)))
        .isEqualTo(NaiveCounts.told(reference.countCalls(TENANT, TimeRange.ALL, step)));
  }

  private static List<String> rowsOf(List<Span> spans) {
    return StoredRows.of(InMemorySpanStore.block("expected", spans, 10));
  }

  private static long operationsOfAll(SyncMode mode, List<Span> spans) {
    var disk = new ForgetfulDisk();
    assertThat(work(disk, mode, spans)).isEqualTo(spans);
    return disk.operations();
  }

  static IntStream seeds() {
    return IntStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void powerCut_atAnyOperation_losesNothingAcknowledged(long seed) throws IOException {
    List<Span> spans = spans(seed);
    long operations = operationsOfAll(SyncMode.GROUP, spans);
    for (long cut = 1; cut <= operations; cut++) {
      var disk = new ForgetfulDisk();
      disk.cutAfter(cut);
      List<Span> acknowledged = work(disk, SyncMode.GROUP, spans);
      ForgetfulDisk left = disk.afterPowerCut(new SplittableRandom(seed * 1000 + cut));

      assertThat(rows(left, SyncMode.GROUP))
          .as("seed %d, power cut after operation %d of %d", seed, cut, operations)
          .containsAll(rowsOf(acknowledged))
          .doesNotHaveDuplicates()
          .isSubsetOf(rowsOf(spans));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void powerCut_whileRecovering_losesNothingAcknowledged(long seed) throws IOException {
    List<Span> spans = spans(seed);
    var random = new SplittableRandom(seed);
    long operations = operationsOfAll(SyncMode.GROUP, spans);
    var first = new ForgetfulDisk();
    first.cutAfter(random.nextLong(operations / 2, operations));
    List<Span> acknowledged = work(first, SyncMode.GROUP, spans);
    ForgetfulDisk left = first.afterPowerCut(random);
    for (long cut = 0; cut < 12; cut++) {
      ForgetfulDisk recovering = left.copy();
      recovering.cutAfter(cut);
      work(recovering, SyncMode.GROUP, List.of());

      assertThat(rows(recovering.afterPowerCut(random), SyncMode.GROUP))
          .as("seed %d, power cut after operation %d of the recovery", seed, cut)
          .containsAll(rowsOf(acknowledged))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void processDeath_atAnyOperation_losesNothingAcknowledged(SyncMode mode) throws IOException {
    List<Span> spans = spans(99);
    long operations = operationsOfAll(mode, spans);
    for (long cut = 1; cut <= operations; cut++) {
      var disk = new ForgetfulDisk();
      disk.cutAfter(cut);
      List<Span> acknowledged = work(disk, mode, spans);

      assertThat(rows(disk.afterProcessDeath(), mode))
          .as("%s, death after operation %d of %d", mode, cut, operations)
          .containsAll(rowsOf(acknowledged))
          .doesNotHaveDuplicates();
    }
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
      List<Span> acknowledged = work(disk, SyncMode.OFF, spans);
      ForgetfulDisk left = disk.afterPowerCut(new SplittableRandom(cut));
      losses += rows(left, SyncMode.OFF).containsAll(rowsOf(acknowledged)) ? 0 : 1;
    }

    assertThat(losses).isPositive();
  }
}
