package dev.clew.analyze.trace;

import static dev.clew.analyze.Sketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.Sketch;
import dev.clew.analyze.SpanMatches;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.otlp.SpanBatch;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Looking for a text in the spans of a trace.
class TextSearchTest {
  private static SpanMatches find(String text, SpanBatch... parts) {
    var search = new TextSearch(text);
    for (SpanBatch part : parts) {
      search.look(part);
    }
    return search.matches();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ORDER",
        "shop",
        "no cover",
        "user.id",
        "4711",
        "true",
        "node-7",
        "Boom",
        "timeout"
      })
  void text_isFoundWhereverASpanHasIt(String text) {
    SpanBatch trace =
        Sketch.batch(
            span(1, "shop", "place order")
                .on("node-7")
                .failed("no cover")
                .with(Attribute.of("user.id", 4711), Attribute.of("vip", true))
                .threw("BoomException", "timeout", "at x"),
            span(2, "bank", "book").under(1));

    SpanMatches matches = find(text, trace);

    assertThat(matches.count()).isOne();
    assertThat(matches.spans()).extracting(id -> id.bits()).containsExactly(1L);
  }

  private static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPartOfEveryName_findsItsSpan_inWhicheverPartItIs(long seed) {
    var gen = new Gen(seed);
    List<Span> spans = new TraceGen(gen).trace(2 + gen.random().nextInt(20));
    int middle = spans.size() / 2;
    SpanBatch[] parts = {
      Sketch.batch(spans.subList(0, middle)), Sketch.batch(spans.subList(middle, spans.size()))
    };

    for (Span span : spans) {
      String name = span.name().toUpperCase(Locale.ROOT);
      if (!name.isEmpty()
          && name.toLowerCase(Locale.ROOT).equals(span.name().toLowerCase(Locale.ROOT))) {
        assertThat(find(name, parts).spans()).contains(span.spanId());
      }
    }
    assertThat(find("\u0001 nowhere", parts).count()).isZero();
  }
}
