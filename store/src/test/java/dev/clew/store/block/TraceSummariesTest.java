package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TraceId;
import dev.clew.store.ColumnPage;
import dev.clew.store.Requests;
import dev.clew.store.TraceDirectory;
import dev.clew.store.TraceSummaries;
import dev.clew.store.head.Head;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a block says of its traces, against the spans that were put in.
class TraceSummariesTest {
  private static final Path FILE = Path.of("/block");

  private final MemoryDisk disk = new MemoryDisk();

  static List<Long> seeds() {
    return new Random(3).longs(40).boxed().toList();
  }

  private SealedBlock sealed(List<Span> spans, EarlierBlocks earlier) throws IOException {
    BlockWriter.write(
        disk, FILE, head(spans), new BlockOrigin("t", 1, 2), new Counting.Anew(earlier));
    return SealedBlock.open(disk, FILE);
  }

  private static StoredBlock head(List<Span> spans) {
    var head = new Head("head");
    head.append(Requests.of(spans).spans());
    return head.snapshot();
  }

  private static List<Span> spans(Gen gen) {
    var spans = new ArrayList<Span>();
    for (int trace = 0; trace < 12; trace++) {
      TraceGen.Fault fault = gen.oneOf(List.of(TraceGen.Fault.values()));
      int count = 2 + gen.random().nextInt(40);
      spans.addAll(
          gen.chance(0.5) ? new TraceGen(gen).trace(count) : new TraceGen(gen).trace(count, fault));
    }
    Collections.shuffle(spans, new Random(gen.random().nextLong()));
    return spans;
  }

  private static Map<TraceId, List<Span>> byTrace(List<Span> spans) {
    return spans.stream().distinct().collect(Collectors.groupingBy(Span::traceId));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void summaries_anyTraces_tellWhatTheyAre(long seed) throws IOException {
    List<Span> spans = spans(new Gen(seed));
    try (SealedBlock block = sealed(spans, EarlierBlocks.NONE)) {
      TraceSummaries summaries = block.summaries().orElseThrow();
      for (var each : byTrace(spans).entrySet()) {
        int number = block.traces().find(each.getKey());
        List<Span> trace = each.getValue();
        assertThat(summaries.spanCount(number)).isEqualTo(trace.size());
        assertThat(summaries.errorCount(number))
            .isEqualTo((int) trace.stream().filter(Span::hasError).count());
        assertThat(summaries.orphanCount(number)).isEqualTo(orphans(trace));
        assertThat(summaries.isRootMissing(number))
            .isEqualTo(trace.stream().noneMatch(Span::isRoot));
        assertThat(summaries.isSplit(number)).isFalse();
        assertThat(summaries.isTooLarge(number)).isFalse();
      }
    }
  }

  private static int orphans(List<Span> trace) {
    var ids = trace.stream().map(Span::spanId).collect(Collectors.toSet());
    return (int)
        trace.stream().filter(each -> !each.isRoot() && !ids.contains(each.parentSpanId())).count();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void criticalPath_anyTrace_sumsToTheDurationOfItsRoot(long seed) throws IOException {
    List<Span> spans = spans(new Gen(seed));
    try (SealedBlock block = sealed(spans, EarlierBlocks.NONE)) {
      long[] nanos = criticalPath(block);
      long[] durations = durations(block);
      TraceDirectory traces = block.traces();
      for (int number = 0; number < traces.size(); number++) {
        long sum = 0;
        for (int row : traces.rows(number)) {
          sum += nanos[row];
        }
        int root = block.summaries().orElseThrow().rootRow(number);
        assertThat(sum).as("trace %d", number).isEqualTo(durations[root]);
      }
    }
  }

  private static long[] criticalPath(SealedBlock block) throws IOException {
    long[] nanos = new long[block.rowCount()];
    var page = new ColumnPage();
    for (int number = 0; number < block.pageCount(); number++) {
      block.summaries().orElseThrow().readCriticalPath(number, page);
      for (int at = 0; at < page.size(); at++) {
        nanos[page.rows()[at]] = page.values()[at];
      }
    }
    return nanos;
  }

  private static long[] durations(SealedBlock block) throws IOException {
    int[] rows = StableOrder.identity(block.rowCount());
    StoredColumn column = block.stored(StoredKey.DURATION_NANOS).orElseThrow();
    PickedValues values = PickedValues.of(column, PageRows.of(block, rows));
    long[] durations = new long[rows.length];
    for (int row : rows) {
      durations[row] = values.value(row);
    }
    return durations;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rootRow_traceWithARoot_isTheEarliestRoot(long seed) throws IOException {
    List<Span> spans = spans(new Gen(seed));
    try (SealedBlock block = sealed(spans, EarlierBlocks.NONE)) {
      int[] rows = StableOrder.identity(block.rowCount());
      StoredColumn column = block.stored(StoredKey.SPAN_ID).orElseThrow();
      PickedValues ids = PickedValues.of(column, PageRows.of(block, rows));
      for (var each : byTrace(spans).entrySet()) {
        int row = block.summaries().orElseThrow().rootRow(block.traces().find(each.getKey()));
        each.getValue().stream()
            .filter(Span::isRoot)
            .min(Comparator.comparingLong(Span::startNanos))
            .ifPresent(root -> assertThat(ids.value(row)).isEqualTo(root.spanId().bits()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isSplit_traceOfAnEarlierBlock_isTold(long seed) throws IOException {
    List<Span> spans = spans(new Gen(seed));
    List<Span> before = spans.subList(0, 5);
    var earlier = new EarlierBlocks(List.of(head(before)));
    try (SealedBlock block = sealed(spans.subList(5, spans.size()), earlier)) {
      var split = byTrace(before).keySet();
      TraceSummaries summaries = block.summaries().orElseThrow();
      for (int number = 0; number < block.traces().size(); number++) {
        assertThat(summaries.isSplit(number))
            .isEqualTo(split.contains(block.traces().traceId(number)));
      }
    }
  }
}
