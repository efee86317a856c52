package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.testkit.TraceGen.Fault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceGenTest {
  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static List<Span> trace(long seed, int count, Fault... faults) {
    return new TraceGen(new Gen(seed)).trace(count, faults);
  }

  private static Set<SpanId> ids(List<Span> spans) {
    var ids = new HashSet<SpanId>();
    spans.forEach(span -> ids.add(span.spanId()));
    return ids;
  }

  private static long orphans(List<Span> spans) {
    Set<SpanId> ids = ids(spans);
    return spans.stream()
        .filter(span -> span.parentSpanId() != null && !ids.contains(span.parentSpanId()))
        .count();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trace_sameSeed_isTheSame(long seed) {
    assertThat(trace(seed, 20, Fault.values())).isEqualTo(trace(seed, 20, Fault.values()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trace_withoutFaults_isOneTreeOfDifferentSpans(long seed) {
    List<Span> spans = trace(seed, 20);

    assertThat(ids(spans)).hasSize(20);
    assertThat(spans).extracting(Span::traceId).containsOnly(spans.getFirst().traceId());
    assertThat(spans.stream().filter(Span::isRoot)).containsExactly(spans.getFirst());
    assertThat(orphans(spans)).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trace_withoutFaults_hasChildrenWithinTheirParents(long seed) {
    Map<SpanId, Span> byId = new HashMap<>();
    for (Span span : trace(seed, 20)) {
      Span parent = byId.get(span.parentSpanId());
      if (parent != null) {
        assertThat(span.startNanos()).isGreaterThanOrEqualTo(parent.startNanos());
        assertThat(span.startNanos() + span.durationNanos())
            .isLessThanOrEqualTo(parent.startNanos() + parent.durationNanos());
      }
      byId.put(span.spanId(), span);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trace_orphan_hasAParentThatIsNotThere(long seed) {
    assertThat(orphans(trace(seed, 20, Fault.ORPHAN))).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trace_cycle_hasNoRoot(long seed) {
    List<Span> spans = trace(seed, 20, Fault.CYCLE);

    assertThat(spans).noneMatch(Span::isRoot);
    assertThat(orphans(spans)).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trace_duplicate_hasOneSpanTwice(long seed) {
    List<Span> spans = trace(seed, 20, Fault.DUPLICATE);

    assertThat(spans).hasSize(21);
    assertThat(ids(spans)).hasSize(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trace_late_hasOneSpanBehindAllOthers(long seed) {
    List<Span> spans = trace(seed, 20, Fault.LATE);

    long latest = spans.stream().mapToLong(Span::startNanos).max().orElseThrow();
    assertThat(spans.stream().filter(span -> span.startNanos() > latest - 60_000_000_000L))
        .hasSize(1);
  }
}
