package dev.clew.analyze.findings;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.Completeness;
import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Sketch;
import dev.clew.analyze.TraceFindings;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each rule says holds of what it tells, on traces full of what it looks for.
class RulesPropertyTest {
  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static TraceFindings findings(List<Span> trace) {
    return FindingsOfTrace.of(SpanTree.of(Sketch.batch(trace)));
  }

  private static List<Span> spans(List<Span> trace, Finding finding) {
    Map<SpanId, Span> byId =
        trace.stream().collect(Collectors.toMap(Span::spanId, Function.identity()));
    return finding.spans().stream().map(byId::get).map(Objects::requireNonNull).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void repeats_areAllGroupsOfFiveOrMoreThatDoTheSame(long seed) {
    List<Span> trace = Loops.trace(new Gen(seed));
    record Work(SpanId parent, String service, String name, SpanKind kind) {}
    // What clients ask for differs in a number only.
    long expected =
        trace.stream()
            .filter(span -> span.parentSpanId() != null)
            .collect(
                groupingBy(
                    span ->
                        new Work(
                            Objects.requireNonNull(span.parentSpanId()),
                            span.resource().serviceName(),
                            span.name(),
                            span.kind()),
                    counting()))
            .values()
            .stream()
            .filter(count -> count >= 5)
            .count();

    assertThat(findings(trace).findings())
        .filteredOn(each -> each.evidence() instanceof Evidence.Repeats)
        .hasSize((int) expected)
        .allSatisfy(each -> {
          var repeats = (Evidence.Repeats) each.evidence();
          List<Span> like = spans(trace, each);
          assertThat(like).hasSize(repeats.count());
          assertThat(repeats.totalNanos())
              .isEqualTo(like.stream().mapToLong(Span::durationNanos).sum());
          assertThat(like)
              .extracting(Span::parentSpanId)
              .containsOnly(like.getFirst().parentSpanId());
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void serialCalls_areSiblingsThatNeverOverlap_andSaveLessThanTheyTake(long seed) {
    List<Span> trace = Loops.trace(new Gen(seed));

    for (Finding finding : findings(trace).findings()) {
      if (finding.evidence() instanceof Evidence.Serial(_, var count, var saving)) {
        List<Span> run = spans(trace, finding);
        assertThat(run).hasSize(count).noneMatch(Span::hasError);
        assertThat(saving).isPositive().isLessThan(finding.nanos());
        for (int at = 1; at < run.size(); at++) {
          assertThat(run.get(at).startNanos()).isGreaterThanOrEqualTo(run.get(at - 1).endNanos());
          assertThat(run.get(at).parentSpanId()).isEqualTo(run.getFirst().parentSpanId());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void retries_failUntilTheLast(long seed) {
    List<Span> trace = Loops.trace(new Gen(seed));

    for (Finding finding : findings(trace).findings()) {
      if (finding.evidence() instanceof Evidence.Retry retry) {
        List<Span> attempts = spans(trace, finding);
        assertThat(attempts).hasSize(retry.attempts());
        assertThat(attempts.subList(0, attempts.size() - 1)).allMatch(Span::hasError);
        assertThat(attempts.getLast().hasError()).isNotEqualTo(retry.hasRecovered());
        for (int at = 1; at < attempts.size(); at++) {
          assertThat(attempts.get(at).startNanos())
              .isGreaterThanOrEqualTo(attempts.get(at - 1).endNanos());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ownTime_isThatOfTheSectionsOfTheSpan(long seed) {
    List<Span> trace = Loops.trace(new Gen(seed));
    TraceFindings found = findings(trace);

    for (Finding finding : found.findings()) {
      boolean isOwnTime =
          finding.evidence() instanceof Evidence.Uncovered
              || finding.evidence() instanceof Evidence.Bottleneck;
      if (isOwnTime) {
        SpanId span = finding.spans().getFirst();
        assertThat(finding.nanos())
            .isEqualTo(
                found.criticalPath().stream()
                    .filter(section -> section.span().equals(span))
                    .mapToLong(section -> section.endNanos() - section.startNanos())
                    .sum());
        assertThat(trace.stream().anyMatch(each -> span.equals(each.parentSpanId())))
            .isEqualTo(finding.evidence() instanceof Evidence.Uncovered);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void completeness_countsWhatHasNoParentHere(long seed) {
    var gen = new Gen(seed);
    var faults = gen.some(3, () -> TraceGen.Fault.ORPHAN);
    List<Span> trace =
        new TraceGen(gen)
            .trace(2 + gen.random().nextInt(30), faults.toArray(TraceGen.Fault[]::new));
    List<SpanId> ids = trace.stream().map(Span::spanId).toList();

    Completeness completeness = findings(trace).completeness();

    List<Span> orphans =
        trace.stream()
            .filter(span -> !span.isRoot() && !ids.contains(span.parentSpanId()))
            .toList();
    assertThat(completeness.spans()).isEqualTo(trace.size());
    assertThat(completeness.roots()).isEqualTo((int) trace.stream().filter(Span::isRoot).count());
    assertThat(completeness.orphans()).isEqualTo(orphans.size());
    assertThat(completeness.missingParents())
        .containsExactlyInAnyOrderElementsOf(
            orphans.stream().map(Span::parentSpanId).collect(Collectors.toSet()));
  }
}
