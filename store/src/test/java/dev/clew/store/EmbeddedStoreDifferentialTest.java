package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.testkit.WildRequests;
import dev.clew.wire.Encoding;
import dev.clew.wire.otlp.SpanRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The embedded store against the naive one, over random work: whatever is appended, sent again,
/// sealed and reopened in between, both must answer the same: from heads, from blocks, after a
/// restart.
class EmbeddedStoreDifferentialTest {
  private static final List<TenantId> TENANTS =
      List.of(TenantId.DEFAULT, new TenantId("a"), new TenantId("A"));
  private static final int LONGEST_TEXT = 20_000;

  private final ForgetfulDisk disk = new ForgetfulDisk();
  private final InMemorySpanStore reference = new InMemorySpanStore();

  static IntStream seeds() {
    return IntStream.range(0, Effort.of(25, 2_000));
  }

  private EmbeddedStore open(Gen gen) throws IOException {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withLog(Duration.ZERO, 1 << 15, Duration.ofSeconds(1))
            .withHeads(1 << 30, 1 + gen.random().nextInt(60), Duration.ofHours(1))
            .withMaxColumns(gen.chance(0.5) ? gen.random().nextInt(40) : 1 << 20);
    return EmbeddedStore.open(
        settings, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyWork_bothStores_answerTheSame(long seed) throws IOException {
    work(seed, 0);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyWork_compactedInBetween_answersTheSame(long seed) throws IOException {
    work(seed, 0.2);
  }

  private void work(long seed, double compactions) throws IOException {
    var gen = new Gen(seed);
    List<Span> spans = spans(gen);
    List<TraceId> traces = spans.stream().map(Span::traceId).distinct().toList();
    EmbeddedStore store = open(gen);
    int sent = 0;
    while (sent < spans.size()) {
      int count = Math.min(1 + gen.random().nextInt(12), spans.size() - sent);
      appendToBoth(store, gen, spans.subList(sent, sent + count));
      sent += count;
      if (gen.chance(0.2)) {
        store.seal();
      }
      if (gen.chance(compactions)) {
        store.compact();
      }
      if (gen.chance(0.1)) {
        store.close();
        store = open(gen);
      }
      if (gen.chance(0.2)) {
        compareAll(store, List.of(gen.oneOf(traces)), compactions > 0, seed);
      }
    }
    compareAll(store, traces, compactions > 0, seed);
    store.seal();
    compareAll(store, traces, compactions > 0, seed);
    store.close();
    store = open(gen);
    compareAll(store, traces, compactions > 0, seed);
    store.close();
  }

  /// Spans of some traces, mixed, a few of them again and changed.
  private static List<Span> spans(Gen gen) {
    var traceGen = new TraceGen(gen);
    var spans = new ArrayList<Span>();
    for (int trace = 0; trace < 8; trace++) {
      TraceGen.Fault[] faults =
          gen.some(3, () -> gen.oneOf(List.of(TraceGen.Fault.values())))
              .toArray(TraceGen.Fault[]::new);
      List<Span> spansOfTrace = traceGen.trace(1 + gen.random().nextInt(20), faults);
      spans.addAll(gen.chance(0.5) ? new CallingSpans(gen).of(spansOfTrace) : spansOfTrace);
    }
    Collections.shuffle(spans, new Random(gen.random().nextLong()));
    for (int again = 0; again < 10; again++) {
      Span span = gen.oneOf(spans);
      long moved = span.startNanos() + gen.random().nextInt(-1000, 1000);
      spans.add(TraceGen.at(span, moved, moved + 5));
    }
    return spans;
  }

  private void appendToBoth(EmbeddedStore store, Gen gen, List<Span> spans) {
    TenantId tenant = gen.oneOf(TENANTS);
    ExportTraceServiceRequest sent =
        gen.chance(0.5) ? OtlpProto.request(spans) : new WildRequests(gen, LONGEST_TEXT).of(spans);
    SpanRequest request = Requests.of(sent, gen.oneOf(List.of(Encoding.values())));
    assertThat(store.append(tenant, request)).isEqualTo(reference.append(tenant, request));
  }

  private void compareAll(EmbeddedStore store, List<TraceId> traces, boolean isCompacted, long seed)
      throws IOException {
    compare(store, traces, seed);
    compareViews(store, isCompacted, seed);
  }

  private void compare(EmbeddedStore store, List<TraceId> traces, long seed) throws IOException {
    for (TenantId tenant : TENANTS) {
      for (TraceId trace : traces) {
        assertThat(Requests.alone(store.fetch(tenant, trace)))
            .as("seed %d, tenant %s, trace %s", seed, tenant, trace)
            .containsExactlyInAnyOrderElementsOf(
                Requests.alone(reference.fetchProto(tenant, trace)));
      }
    }
  }

  /// Compaction may drop what was sent again later, and nothing else.
  private void compareViews(EmbeddedStore store, boolean isCompacted, long seed)
      throws IOException {
    for (TenantId tenant : TENANTS) {
      try (StoreView ours = store.view(tenant, TimeRange.ALL);
          StoreView theirs = reference.view(tenant, TimeRange.ALL)) {
        if (isCompacted) {
          assertThat(StoredRows.of(ours))
              .as("seed %d", seed)
              .isSubsetOf(StoredRows.of(theirs))
              .containsAll(StoredRows.of(reference.lastBlock(tenant)));
        } else {
          assertThat(StoredRows.of(ours)).as("seed %d", seed).isEqualTo(StoredRows.of(theirs));
          assertThat(StoredRows.traces(ours)).isEqualTo(StoredRows.traces(theirs));
        }
      }
      compareCounts(store, tenant, seed);
    }
  }

  private void compareCounts(EmbeddedStore store, TenantId tenant, long seed) throws IOException {
    Duration step = Duration.ofSeconds(10 * (1 + seed % 4));
    TimeRange range =
        seed % 2 == 0
            ? TimeRange.ALL
            : new TimeRange(Gen.EPOCH_NANOS, Gen.EPOCH_NANOS + 1_000_000_000_000L + seed);
    assertThat(NaiveCounts.told(store.countSpans(tenant, range, step)))
        .as("seed %d", seed)
        .isEqualTo(NaiveCounts.told(reference.countSpans(tenant, range, step)));
    assertThat(NaiveCounts.told(store.countCalls(tenant, range, step)))
        .as("seed %d", seed)
        .isEqualTo(NaiveCounts.told(reference.countCalls(tenant, range, step)));
  }
}
