package dev.clew.analyze.findings;

import static dev.clew.analyze.Sketch.BASE;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.SpanKind.CLIENT;
import static dev.clew.model.SpanKind.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.Evidence;
import dev.clew.analyze.Finding;
import dev.clew.analyze.Finding.Severity;
import dev.clew.analyze.PathSection;
import dev.clew.analyze.Sketch;
import dev.clew.analyze.TraceFindings;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.model.SpanId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is told of traces made by hand.
class FindingsTest {
  private static final long MILLI = 1_000_000;

  private static TraceFindings findings(Sketch... spans) {
    return FindingsOfTrace.of(SpanTree.of(Sketch.batch(spans)));
  }

  private static <T extends Evidence> List<T> evidence(TraceFindings of, Class<T> kind) {
    return of.findings().stream()
        .map(Finding::evidence)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static PathSection section(long id, long from, long to) {
    return new PathSection(new SpanId(id), BASE + from * MILLI, BASE + to * MILLI);
  }

  @Test
  void criticalPath_isToldInTheOrderOfTime() {
    TraceFindings findings =
        findings(
            span(1, "a", "root").at(0, 100),
            span(2, "a", "first").under(1).at(10, 40),
            span(3, "a", "beside").under(1).at(10, 30),
            span(4, "a", "last").under(1).at(50, 100));

    assertThat(findings.criticalPath())
        .containsExactly(
            section(1, 0, 10), section(2, 10, 40), section(1, 40, 50), section(4, 50, 100));
  }

  @Test
  void rootCause_isTheDeepestFailureThatEndedFirst() {
    TraceFindings findings =
        findings(
            span(1, "shop", "checkout").at(0, 100).failed("500"),
            span(2, "shop", "late").under(1).at(0, 90).failed("also"),
            span(3, "shop", "pay").under(1).at(0, 50).failed(""),
            span(4, "card-db", "charge")
                .under(3)
                .at(10, 40)
                .threw("Timeout", "too slow", "")
                .failed(""));

    Finding first = findings.findings().getFirst();
    assertThat(first.severity()).isEqualTo(Severity.ERROR);
    assertThat(first.title()).isEqualTo("Root cause: card-db · charge failed: too slow");
    assertThat(first.spans()).containsExactly(new SpanId(4));
    assertThat(first.evidence())
        .isEqualTo(
            new Evidence.RootCause(
                "card-db",
                "charge",
                "too slow",
                "Timeout",
                List.of(new SpanId(1), new SpanId(3), new SpanId(4)),
                true));
  }

  @Test
  void failureBelowASpanThatDidNotFail_wasSurvived() {
    TraceFindings findings =
        findings(
            span(1, "shop", "page").at(0, 100),
            span(2, "ads", "banner").under(1).at(0, 50).failed("gone"));

    assertThat(evidence(findings, Evidence.RootCause.class))
        .singleElement()
        .satisfies(cause -> assertThat(cause.reachesRoot()).isFalse());
    assertThat(findings.findings().getFirst().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void failureThatWasMadeGood_isARetryAndNoCause() {
    TraceFindings findings =
        findings(
            span(1, "shop", "page").at(0, 100).failed("x"),
            span(2, "shop", "get").of(CLIENT).under(1).at(0, 20).failed("reset"),
            span(3, "shop", "get").of(CLIENT).under(1).at(30, 50).failed("reset"),
            span(4, "shop", "get").of(CLIENT).under(1).at(70, 90));

    assertThat(evidence(findings, Evidence.Retry.class))
        .containsExactly(new Evidence.Retry("shop", "get", 3, true, 30 * MILLI));
    assertThat(evidence(findings, Evidence.RootCause.class))
        .singleElement()
        .satisfies(cause -> assertThat(cause.name()).isEqualTo("page"));
  }

  @Test
  void callsForSomethingElse_areNoRetry() {
    TraceFindings findings =
        findings(
            span(1, "shop", "page").at(0, 100),
            span(2, "shop", "get")
                .of(CLIENT)
                .under(1)
                .at(0, 20)
                .failed("reset")
                .with(Attribute.of("url.full", "http://a/1")),
            span(3, "shop", "get")
                .of(CLIENT)
                .under(1)
                .at(30, 50)
                .with(Attribute.of("url.full", "http://a/2")));

    assertThat(evidence(findings, Evidence.Retry.class)).isEmpty();
  }

  @Test
  void cancelledSibling_isNoCause() {
    TraceFindings findings =
        findings(
            span(1, "shop", "page").at(0, 100).failed("x"),
            span(2, "shop", "one").under(1).at(0, 20).failed("broken"),
            span(3, "shop", "other").under(1).at(0, 21).failed("context canceled"));

    assertThat(evidence(findings, Evidence.RootCause.class))
        .singleElement()
        .satisfies(cause -> assertThat(cause.message()).isEqualTo("broken"));
  }

  private static Sketch[] queries(int count, long pause) {
    return Stream.concat(
            Stream.of(span(1, "shop", "render").at(0, 100)),
            IntStream.range(0, count)
                .mapToObj(at ->
                    span(at + 2, "shop", "SELECT")
                        .of(CLIENT)
                        .under(1)
                        .at(at * pause, at * pause + 5)
                        .with(Attribute.of("db.statement", "select * from o where id = " + at))))
        .toArray(Sketch[]::new);
  }

  @Test
  void likeQueriesOneByOne_areNPlusOne() {
    TraceFindings findings = findings(queries(6, 10));

    assertThat(evidence(findings, Evidence.Repeats.class))
        .containsExactly(
            new Evidence.Repeats(
                "shop", "SELECT", "render", true, 6, 30 * MILLI, 5 * MILLI, 5 * MILLI));
    assertThat(findings.findings())
        .anySatisfy(each -> {
          assertThat(each.title()).isEqualTo("N+1: 6 × shop · SELECT under render, 30.0 ms");
          assertThat(each.nanos()).isEqualTo(30 * MILLI);
          assertThat(each.share()).isEqualTo(0.3);
        });
  }

  @Test
  void likeQueriesSideBySide_areRepeatedOnly() {
    assertThat(evidence(findings(queries(6, 1)), Evidence.Repeats.class))
        .singleElement()
        .satisfies(each -> assertThat(each.isOneByOne()).isFalse());
  }

  @Test
  void fourLikeQueries_areNone() {
    assertThat(evidence(findings(queries(4, 10)), Evidence.Repeats.class)).isEmpty();
  }

  @Test
  void differentCallsOneByOne_mightOverlap() {
    TraceFindings findings =
        findings(
            span(1, "shop", "page").at(0, 100),
            span(2, "shop", "stock").of(CLIENT).under(1).at(0, 30),
            span(3, "shop", "price").of(CLIENT).under(1).at(30, 70),
            span(4, "shop", "ads").of(CLIENT).under(1).at(75, 95));

    assertThat(evidence(findings, Evidence.Serial.class))
        .containsExactly(new Evidence.Serial("page", 3, 50 * MILLI));
  }

  @Test
  void callsSideBySide_saveNothing() {
    TraceFindings findings =
        findings(
            span(1, "shop", "page").at(0, 100),
            span(2, "shop", "stock").of(CLIENT).under(1).at(0, 30),
            span(3, "shop", "price").of(CLIENT).under(1).at(0, 70));

    assertThat(evidence(findings, Evidence.Serial.class)).isEmpty();
  }

  @Test
  void timeInNoChild_isUncovered() {
    TraceFindings findings =
        findings(
            span(1, "shop", "page").at(0, 100),
            span(2, "shop", "stock").under(1).at(0, 30),
            span(3, "shop", "price").under(1).at(90, 95));

    assertThat(evidence(findings, Evidence.Uncovered.class))
        .containsExactly(
            new Evidence.Uncovered("shop", "page", BASE + 30 * MILLI, BASE + 90 * MILLI));
  }

  @Test
  void leafThatTakesMostOfTheTime_isABottleneck() {
    TraceFindings findings =
        findings(span(1, "shop", "page").at(0, 100), span(2, "shop", "sort").under(1).at(5, 95));

    assertThat(evidence(findings, Evidence.Bottleneck.class))
        .containsExactly(new Evidence.Bottleneck("shop", "sort"));
  }

  @Test
  void orphans_makeATraceIncomplete() {
    TraceFindings findings =
        findings(
            span(1, "shop", "page").at(0, 100),
            span(2, "shop", "stock").under(9).at(0, 30),
            span(3, "shop", "stock").under(9).at(0, 30),
            span(4, "shop", "outside").under(1).at(200, 230));

    assertThat(findings.completeness().isComplete()).isFalse();
    assertThat(findings.completeness().orphans()).isEqualTo(2);
    assertThat(findings.completeness().missingParents()).containsExactly(new SpanId(9));
    assertThat(findings.completeness().outside()).isEqualTo(1);
    assertThat(evidence(findings, Evidence.Incomplete.class))
        .containsExactly(new Evidence.Incomplete(2, 1));
  }

  @Test
  void serverOutsideItsCall_tellsOfSkew() {
    TraceFindings findings =
        findings(
            span(1, "a", "call").of(CLIENT).on("left").at(100, 200),
            span(2, "b", "serve").of(SERVER).on("right").under(1).at(60, 120),
            span(3, "b", "call").of(CLIENT).on("right").under(2).at(70, 110),
            span(4, "a", "serve").of(SERVER).on("left").under(3).at(140, 160));

    assertThat(findings.clockSkew())
        .singleElement()
        .satisfies(skew -> {
          assertThat(skew.host()).isEqualTo("right");
          assertThat(skew.relativeTo()).isEqualTo("left");
          assertThat(skew.leastNanos()).isEqualTo(50 * MILLI);
          assertThat(skew.mostNanos()).isEqualTo(70 * MILLI);
          assertThat(skew.shiftNanos()).isEqualTo(60 * MILLI);
          assertThat(skew.isConsistent()).isTrue();
          assertThat(skew.calls()).isEqualTo(2);
        });
  }

  @Test
  void serverInsideItsCall_tellsOfNone() {
    TraceFindings findings =
        findings(
            span(1, "a", "call").of(CLIENT).on("left").at(0, 100),
            span(2, "b", "serve").of(SERVER).on("right").under(1).at(10, 90));

    assertThat(findings.clockSkew()).isEmpty();
  }

  @Test
  void contradictingCalls_giveTheMedian() {
    TraceFindings findings =
        findings(
            span(1, "a", "root").on("left").at(0, 900),
            span(2, "a", "call").of(CLIENT).on("left").under(1).at(0, 100),
            span(3, "b", "serve").of(SERVER).on("right").under(2).at(200, 300),
            span(4, "a", "call").of(CLIENT).on("left").under(1).at(300, 400),
            span(5, "b", "serve").of(SERVER).on("right").under(4).at(350, 450));

    assertThat(findings.clockSkew())
        .singleElement()
        .satisfies(skew -> {
          assertThat(skew.isConsistent()).isFalse();
          assertThat(skew.shiftNanos()).isEqualTo(-50 * MILLI);
        });
  }
}
