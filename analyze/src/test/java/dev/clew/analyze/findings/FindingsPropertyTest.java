package dev.clew.analyze.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.PathSection;
import dev.clew.analyze.Sketch;
import dev.clew.analyze.TraceFindings;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of the findings of any trace, whole or spoiled.
class FindingsPropertyTest {
  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static List<Span> trace(Gen gen) {
    var faults =
        gen.some(
            2,
            () ->
                gen.oneOf(
                    List.of(TraceGen.Fault.ORPHAN, TraceGen.Fault.CYCLE, TraceGen.Fault.LATE)));
    return new TraceGen(gen)
        .trace(1 + gen.random().nextInt(40), faults.toArray(TraceGen.Fault[]::new));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sections_coverTheRootWithoutGapOrOverlap(long seed) {
    SpanTree tree = SpanTree.of(Sketch.batch(trace(new Gen(seed))));
    List<PathSection> path = FindingsOfTrace.of(tree).criticalPath();

    long at = tree.sinceEpoch(tree.startNanos(tree.root()));
    for (PathSection section : path) {
      assertThat(section.startNanos()).isEqualTo(at);
      at = section.endNanos();
    }
    assertThat(at).isEqualTo(tree.sinceEpoch(tree.endNanos(tree.root())));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findings_areOrderedAndSpeakOfSpansOfTheTrace(long seed) {
    List<Span> trace = trace(new Gen(seed));
    Set<SpanId> ids = trace.stream().map(Span::spanId).collect(Collectors.toSet());
    TraceFindings found = FindingsOfTrace.of(SpanTree.of(Sketch.batch(trace)));

    assertThat(found.findings())
        .isSortedAccordingTo(Comparator.comparing(Finding::severity).reversed())
        .allSatisfy(finding -> {
          assertThat(ids).containsAll(finding.spans());
          assertThat(finding.share()).isBetween(0.0, 1.0);
          assertThat(finding.title()).isNotBlank();
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chains_goDownFromFailedSpanToFailedSpan(long seed) {
    List<Span> trace = trace(new Gen(seed));
    TraceFindings found = FindingsOfTrace.of(SpanTree.of(Sketch.batch(trace)));

    for (Finding finding : found.findings()) {
      if (finding.evidence() instanceof Evidence.RootCause cause) {
        for (int at = 1; at < cause.chain().size(); at++) {
          SpanId id = cause.chain().get(at);
          Span below =
              trace.stream().filter(span -> span.spanId().equals(id)).findFirst().orElseThrow();
          assertThat(below.hasError()).isTrue();
          assertThat(below.parentSpanId()).isEqualTo(cause.chain().get(at - 1));
        }
        assertThat(cause.chain().getLast()).isEqualTo(finding.spans().getFirst());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void movingAllTimes_changesNothingButTheTimes(long seed) {
    List<Span> trace = trace(new Gen(seed));
    List<Span> moved =
        trace.stream()
            .map(span ->
                span.endNanos() == 0
                    ? TraceGen.at(span, span.startNanos() + 1000, 0)
                    : TraceGen.at(span, span.startNanos() + 1000, span.endNanos() + 1000))
            .toList();

    assertThat(titles(moved)).isEqualTo(titles(trace));
  }

  private static List<String> titles(List<Span> trace) {
    return FindingsOfTrace.of(SpanTree.of(Sketch.batch(trace))).findings().stream()
        .map(Finding::title)
        .toList();
  }
}
