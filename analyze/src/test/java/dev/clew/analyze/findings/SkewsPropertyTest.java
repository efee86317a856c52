package dev.clew.analyze.findings;

import static dev.clew.analyze.Sketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.ClockSkew;
import dev.clew.analyze.Sketch;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A clock that was set wrong on purpose is found again.
class SkewsPropertyTest {
  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /// Calls from `left` to `right`, whose clock shows `wrong` nanoseconds too much.
  private static List<Span> calls(Gen gen, long wrong) {
    var spans = new ArrayList<Span>();
    spans.add(span(1, "a", "root").on("left").at(0, 10_000).make());
    for (int at = 0; at < 1 + gen.random().nextInt(8); at++) {
      long from = at * 1000L;
      long there = 1L + gen.random().nextInt(50);
      long back = 1L + gen.random().nextInt(50);
      long id = 2 + at * 2L;
      spans.add(
          span(id, "a", "call")
              .of(SpanKind.CLIENT)
              .on("left")
              .under(1)
              .at(from, from + 500)
              .make());
      Span served =
          span(id + 1, "b", "serve")
              .of(SpanKind.SERVER)
              .on("right")
              .under(id)
              .at(from + there, from + 500 - back)
              .make();
      spans.add(TraceGen.at(served, served.startNanos() + wrong, served.endNanos() + wrong));
    }
    return spans;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void trueShift_isAmongThoseThatSuit(long seed) {
    var gen = new Gen(seed);
    long wrong = gen.random().nextLong(-2_000_000_000L, 2_000_000_000L);
    List<ClockSkew> found = Skews.of(SpanTree.of(Sketch.batch(calls(gen, wrong))));

    for (ClockSkew skew : found) {
      assertThat(skew.isConsistent()).isTrue();
      assertThat(-wrong).isBetween(skew.leastNanos(), skew.mostNanos());
      assertThat(skew.shiftNanos()).isBetween(skew.leastNanos(), skew.mostNanos());
    }
    boolean isPlain = Math.abs(wrong) > 50_000_000;
    assertThat(found).hasSizeBetween(isPlain ? 1 : 0, 1);
  }
}
