package dev.clew.instrument.sdk.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateSamplingTest {
  private static final int SPANS_OF_TRACE = 5;

  /// Zero would mean now.
  private static final long BEGIN_MILLIS = 1_000;

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final ManualNanos clock = new ManualNanos();
  private LateSampling late = late(10_000, 1_000, 65_536);
  private SdkTracerProvider provider = provider(0);

  @AfterEach
  void shutDown() {
    provider.shutdown().join(5, TimeUnit.SECONDS);
  }

  @Test
  void trace_withAnError_isKeptWhole() {
    trace("bad", 2, 0);

    assertThat(exporter.getFinishedSpanItems()).hasSize(SPANS_OF_TRACE);
    assertThat(exporter.getFinishedSpanItems())
        .extracting(LateSamplingTest::why)
        .containsOnly("error");
    assertThat(late.traces()).isZero();
  }

  @Test
  void trace_withASlowRoot_isKeptWhole() {
    trace("slow", -1, 1_000);

    assertThat(exporter.getFinishedSpanItems()).hasSize(SPANS_OF_TRACE);
    assertThat(exporter.getFinishedSpanItems())
        .extracting(LateSamplingTest::why)
        .containsOnly("slow");
  }

  @Test
  void trace_fastAndWell_isDropped() {
    trace("well", -1, 10);

    assertThat(exporter.getFinishedSpanItems()).isEmpty();
    assertThat(late.traces()).isZero();
    assertThat(late.spans()).isZero();
  }

  @Test
  void trace_keptByRule_hasNoProbability() {
    provider = provider(Math.nextDown(1.0));

    trace("bad", 0, 0);
    trace("well", -1, 0);

    Map<String, String> states = new HashMap<>();
    for (SpanData span : exporter.getFinishedSpanItems()) {
      String said = span.getSpanContext().getTraceState().get("ot");
      states.put(String.valueOf(why(span)), said == null ? "none" : said);
    }
    assertThat(states)
        .containsExactlyInAnyOrderEntriesOf(Map.of("error", "none", "head", "th:00000000000008"));
  }

  @Test
  void error_afterTheDecision_isKeptAlone() {
    Tracer tracer = provider.get("test");
    Span root = tracer.spanBuilder("root").startSpan();
    Span child = tracer.spanBuilder("late").setParent(Context.root().with(root)).startSpan();
    root.end();
    child.setStatus(StatusCode.ERROR).end();

    SpanData kept = exporter.getFinishedSpanItems().get(0);
    assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    assertThat(kept.getName()).isEqualTo("late");
    assertThat(kept.getAttributes().get(KeptSpan.FRAGMENT)).isTrue();
    assertThat(late.traces()).isZero();
  }

  @Test
  void traces_ofManyThreads_keepEveryBadOneAndTheHeadsShare() throws Exception {
    double share = 0.05;
    int each = 2_500;
    provider = provider(share);
    List<Callable<Set<String>>> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(() -> manyTraces(each));
    }
    Set<String> bad = new HashSet<>();
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (var ids : pool.invokeAll(threads)) {
        bad.addAll(ids.get());
      }
    }

    Map<String, Integer> kept = spansByTrace();
    assertThat(kept.keySet()).containsAll(bad);
    assertThat(kept.values()).containsOnly(SPANS_OF_TRACE);
    assertThat(late.traces()).isZero();
    assertThat(late.spans()).isZero();
    int well = 8 * each - bad.size();
    double deviation = Math.sqrt(well * share * (1 - share));
    assertThat((double) (kept.size() - bad.size()))
        .isBetween(well * share - 3 * deviation, well * share + 3 * deviation);
  }

  @Test
  void spans_thatNeverEnd_areGivenUpAndNeverPastTheBounds() {
    late = late(100, 1_000, 200);
    provider = provider(0);
    Tracer tracer = provider.get("test");

    for (int i = 0; i < 1_000; i++) {
      Span root = tracer.spanBuilder("leaks").startSpan();
      tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();
      assertThat(late.traces()).isLessThanOrEqualTo(100);
      assertThat(late.spans()).isLessThanOrEqualTo(200);
    }
    clock.pass(Duration.ofMinutes(6));
    trace("sweeps", -1, 0);

    assertThat(late.leaked()).isEqualTo(100);
    assertThat(late.overflowed()).isEqualTo(900);
    assertThat(late.traces()).isZero();
    assertThat(late.spans()).isZero();
  }

  @Test
  void trace_pastItsSpans_keepsTheLongest() {
    late = late(10, 3, 100);
    provider = provider(0);
    Tracer tracer = provider.get("test");
    Span root = start(tracer, "root", null);
    for (int i = 1; i <= 20; i++) {
      start(tracer, "child " + i, root).end(BEGIN_MILLIS + i, TimeUnit.MILLISECONDS);
    }
    root.end(BEGIN_MILLIS + 2_000, TimeUnit.MILLISECONDS);

    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("root", "child 18", "child 19", "child 20");
    assertThat(late.spans()).isZero();
  }

  @Test
  void headSampledTrace_pastItsSpans_losesNone() {
    late = late(10, 3, 100);
    provider = provider(1);
    Tracer tracer = provider.get("test");
    Span root = start(tracer, "root", null);
    for (int i = 1; i <= 20; i++) {
      start(tracer, "child", root).end(BEGIN_MILLIS + i, TimeUnit.MILLISECONDS);
    }
    root.end(BEGIN_MILLIS + 2, TimeUnit.MILLISECONDS);

    assertThat(exporter.getFinishedSpanItems()).hasSize(21);
  }

  @Test
  void shutdown_withOpenTraces_fallsBackToTheHead() {
    KeptForever kept = new KeptForever();
    late = new LateSampling(kept, limits(10, 10, 100), clock);
    provider = provider(1);
    Tracer tracer = provider.get("test");
    Span root = tracer.spanBuilder("open").startSpan();
    tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();

    provider.shutdown().join(5, TimeUnit.SECONDS);

    assertThat(kept.names).containsExactly("child");
  }

  private LateSampling late(int traces, int spansOfTrace, int spans) {
    return new LateSampling(
        SimpleSpanProcessor.create(exporter), limits(traces, spansOfTrace, spans), clock);
  }

  private static LateLimits limits(int traces, int spansOfTrace, int spans) {
    return new LateLimits(
        Duration.ofSeconds(1), traces, spansOfTrace, spans, Duration.ofMinutes(5));
  }

  private SdkTracerProvider provider(double share) {
    var head = new ConsistentSampler(Rate.fixed(share), "test");
    return SdkTracerProvider.builder()
        .setSampler(new EntrySampler(head, List.of(), true))
        .addSpanProcessor(late)
        .build();
  }

  private Set<String> manyTraces(int count) {
    Set<String> bad = new HashSet<>();
    for (int i = 0; i < count; i++) {
      if (i % 100 == 0) {
        bad.add(trace("bad", i % SPANS_OF_TRACE, 0));
      } else if (i % 500 == 7) {
        bad.add(trace("slow", -1, 2_000));
      } else {
        trace("well", -1, 5);
      }
    }
    return bad;
  }

  /// A root and its children, of which one may fail; answers the trace id.
  private String trace(String name, int failing, long rootMillis) {
    Tracer tracer = provider.get("test");
    Span root = start(tracer, name, null);
    for (int i = 1; i < SPANS_OF_TRACE; i++) {
      Span child = start(tracer, "child", root);
      if (i == failing) {
        child.setStatus(StatusCode.ERROR);
      }
      child.end(BEGIN_MILLIS + 1, TimeUnit.MILLISECONDS);
    }
    if (failing == 0) {
      root.setStatus(StatusCode.ERROR);
    }
    root.end(BEGIN_MILLIS + rootMillis, TimeUnit.MILLISECONDS);
    return root.getSpanContext().getTraceId();
  }

  private static Span start(Tracer tracer, String name, @Nullable Span parent) {
    Context context = parent == null ? Context.root() : Context.root().with(parent);
    return tracer
        .spanBuilder(name)
        .setParent(context)
        .setStartTimestamp(BEGIN_MILLIS, TimeUnit.MILLISECONDS)
        .startSpan();
  }

  private Map<String, Integer> spansByTrace() {
    Map<String, Integer> counts = new HashMap<>();
    exporter
        .getFinishedSpanItems()
        .forEach(span -> counts.merge(span.getTraceId(), 1, Integer::sum));
    return counts;
  }

  private static @Nullable String why(SpanData span) {
    return span.getAttributes().get(KeptSpan.KEPT_BY);
  }

  /// Remembers also after its shutdown, which the SDK's exporter for tests does not.
  private static final class KeptForever implements SpanProcessor {
    private final List<String> names = new ArrayList<>();

    @Override
    public void onStart(Context context, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      names.add(span.getName());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
