package dev.clew.analyze.findings;

import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.SpanKind.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.Evidence;
import dev.clew.analyze.Sketch;
import dev.clew.analyze.TraceFindings;
import dev.clew.analyze.merge.Comparing;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Traces as large as somebody may send: work and answer stay in proportion. What is quadratic in
/// the number of spans would take hours here.
class HugeTraceTest {
  private static final int SPANS = 50_000;

  @Test
  @Timeout(120)
  void chain_isFollowedToItsEnd() {
    var spans = new ArrayList<Span>();
    for (int at = 1; at <= SPANS; at++) {
      Sketch span = span(at, "a", "deep").at(at, 2L * SPANS + 1 - at).failed("at " + at);
      spans.add((at == 1 ? span : span.under(at - 1)).make());
    }
    SpanTree tree = SpanTree.of(Sketch.batch(spans));
    TraceFindings findings = FindingsOfTrace.of(tree);

    assertThat(findings.findings().getFirst().evidence())
        .isInstanceOfSatisfying(
            Evidence.RootCause.class,
            cause -> {
              assertThat(cause.message()).isEqualTo("at " + SPANS);
              assertThat(cause.chain()).hasSize(200);
            });
    assertThat(findings.criticalPath()).hasSize(2 * SPANS - 1);
    assertThat(Comparing.of(tree, tree, true).isTruncated()).isTrue();
  }

  @Test
  @Timeout(120)
  void callsOfOneSpan_areOneFinding() {
    var spans = new ArrayList<Span>();
    spans.add(span(1, "a", "loop").at(0, 2L * SPANS).make());
    for (int at = 2; at <= SPANS; at++) {
      spans.add(
          span(at, "a", "get")
              .of(CLIENT)
              .under(1)
              .at(2L * at - 4, 2L * at - 3)
              .failed("context canceled")
              .with(Attribute.of("db.statement", "select " + at))
              .make());
    }
    TraceFindings findings = FindingsOfTrace.of(SpanTree.of(Sketch.batch(spans)));

    assertThat(findings.findings()).hasSizeLessThanOrEqualTo(50);
    assertThat(findings.findings())
        .filteredOn(each -> each.evidence() instanceof Evidence.Repeats)
        .singleElement()
        .satisfies(each -> assertThat(each.spans()).hasSize(200));
  }
}
