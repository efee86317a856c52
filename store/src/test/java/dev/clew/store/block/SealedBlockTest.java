package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.TraceId;
import dev.clew.store.ColumnKey;
import dev.clew.store.TraceDirectory;
import dev.clew.store.disk.Disk;
import dev.clew.store.head.HeadBlock;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealedBlockTest {
  private static final BlockOrigin ORIGIN = new BlockOrigin("tenant", 42, 1_000);

  private final MemoryDisk disk = new MemoryDisk();

  static IntStream seeds() {
    return IntStream.range(0, 120);
  }

  private SealedBlock sealed(StoredBlock source) throws IOException {
    return sealed("1.block", source);
  }

  private SealedBlock sealed(String name, StoredBlock source) throws IOException {
    Path file = Path.of("/blocks", name);
    BlockWriter.write(disk, file, source, ORIGIN, Counting.first());
    return SealedBlock.open(disk, file);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void columns_ofSealedHead_holdWhatTheHeadHolds(int seed) throws IOException {
    HeadBlock head = SampleSpans.head(SampleSpans.request(seed));

    try (SealedBlock block = sealed(head)) {
      assertThat(BlockContent.rows(block)).isEqualTo(BlockContent.sealedRows(head));
      assertThat(block.storedKeys()).containsExactlyElementsOf(head.storedKeys());
      assertThat(block.columns()).isEqualTo(head.columns());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void traces_ofSealedHead_knowRowsAndTimes(int seed) throws IOException {
    try (SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(seed)))) {
      List<Map<StoredKey, List<Object>>> rows = BlockContent.rows(block);
      Map<TraceId, List<Integer>> expected =
          IntStream.range(0, rows.size())
              .boxed()
              .collect(Collectors.groupingBy(row -> BlockContent.trace(rows.get(row))));

      TraceDirectory traces = block.traces();

      assertThat(traces.size()).isEqualTo(expected.size());
      for (TraceId trace : expected.keySet()) {
        List<Integer> ofTrace = expected.get(trace);
        int number = traces.find(trace);
        assertThat(traces.traceId(number)).isEqualTo(trace);
        assertThat(traces.rows(number))
            .containsExactly(ofTrace.stream().mapToInt(Integer::intValue).toArray());
        assertThat(traces.minStartNanos(number))
            .isEqualTo(
                ofTrace.stream()
                    .mapToLong(row -> BlockContent.start(rows.get(row)))
                    .min()
                    .orElseThrow());
        assertThat(traces.maxEndNanos(number))
            .isEqualTo(
                ofTrace.stream()
                    .mapToLong(row -> BlockContent.end(rows.get(row)))
                    .max()
                    .orElseThrow());
      }
    }
  }

  @Test
  void find_traceThatIsNotThere_findsNothing() throws IOException {
    try (SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(1)))) {
      TraceId known = block.traces().traceId(0);

      assertThat(block.traces().find(new TraceId(known.high(), known.low() + 1))).isEqualTo(-1);
      assertThat(block.traces().find(new TraceId(known.high() + 1, known.low()))).isEqualTo(-1);
      assertThat(block.traces().find(new TraceId(0, 1))).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void resourcesAndScopes_ofSealedHead_areThoseOfTheHead(int seed) throws IOException {
    HeadBlock head = SampleSpans.head(SampleSpans.request(seed));

    try (SealedBlock block = sealed(head)) {
      assertThat(block.resources()).containsExactlyInAnyOrderElementsOf(head.resources());
      assertThat(block.scopes()).containsExactlyInAnyOrderElementsOf(head.scopes());
      assertThat(block.column(ColumnKey.Intrinsic.RESOURCE).orElseThrow().dictionary()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void write_ofSealedBlock_givesTheSameBytes(int seed) throws IOException {
    try (SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(seed)));
        SealedBlock again = sealed("2.block", block)) {
      assertThat(disk.bytes(Path.of("/blocks/2.block")))
          .isEqualTo(disk.bytes(Path.of("/blocks/1.block")));
      assertThat(again.name()).isEqualTo("2.block");
    }
  }

  @Test
  void open_sealedHead_knowsWhatTheBlockIs() throws IOException {
    HeadBlock head = SampleSpans.head(SampleSpans.request(7));

    try (SealedBlock block = sealed(head)) {
      assertThat(block.origin()).isEqualTo(ORIGIN);
      assertThat(block.name()).isEqualTo("1.block");
      assertThat(block.isSealed()).isTrue();
      assertThat(block.bytes()).isEqualTo(disk.bytes(Path.of("/blocks/1.block")).length);
      assertThat(block.rowCount()).isEqualTo(head.rowCount());
      assertThat(block.minStartNanos()).isEqualTo(head.minStartNanos());
      assertThat(block.maxStartNanos()).isEqualTo(head.maxStartNanos());
    }
  }

  @Test
  void open_fileOnTheDiskOfTheMachine_readsWhatWasWritten(@TempDir Path folder) throws IOException {
    HeadBlock head = SampleSpans.head(SampleSpans.request(9));
    Path file = folder.resolve("1.block");

    BlockWriter.write(Disk.local(), file, head, ORIGIN, Counting.first());

    assertThat(folder.toFile().list()).containsExactly("1.block");
    try (SealedBlock block = SealedBlock.open(Disk.local(), file)) {
      assertThat(BlockContent.rows(block)).isEqualTo(BlockContent.sealedRows(head));
      assertThat(block.bytes()).isEqualTo(Files.size(file));
    }
  }

  @Test
  void column_thatIsNotThere_isEmpty() throws IOException {
    try (SealedBlock block =
        sealed(SampleSpans.head(ExportTraceServiceRequest.getDefaultInstance()))) {
      assertThat(block.rowCount()).isZero();
      assertThat(block.pageCount()).isZero();
      assertThat(block.columns()).isEmpty();
      assertThat(block.column(ColumnKey.Intrinsic.NAME)).isEmpty();
      assertThat(block.resources()).isEmpty();
      assertThat(block.traces().size()).isZero();
      assertThat(block.traces().find(new TraceId(1, 1))).isEqualTo(-1);
    }
  }

  @Test
  void read_byManyThreads_givesEachTheSame() throws Exception {
    HeadBlock head = SampleSpans.head(SampleSpans.request(11));
    var expected = BlockContent.sealedRows(head);

    try (SealedBlock block = sealed(head);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Object> reading = () -> BlockContent.rows(block);
      for (var rows : threads.invokeAll(Collections.nCopies(16, reading))) {
        assertThat(rows.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void dictionary_ofNumbers_isRefused() throws IOException {
    try (SealedBlock block = sealed(SampleSpans.head(SampleSpans.request(3)))) {
      StoredColumn kinds = block.stored(StoredKey.KIND).orElseThrow();

      assertThatThrownBy(kinds::dictionary).hasMessageContaining("has no dictionary");
    }
  }
}
