package dev.clew.analyze.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.analyze.Sketch;
import dev.clew.analyze.TraceFindings;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.query.QueryException;
import dev.clew.testkit.Gen;
import dev.clew.wire.otlp.SpanBatch;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatheredTreeTest {
  private static final int A_PART = 7;

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /// The spans in parts, as a store hands them over.
  private static List<SpanBatch> parts(List<Span> trace) {
    return IntStream.iterate(0, at -> at < trace.size(), at -> at + A_PART)
        .mapToObj(at -> Sketch.batch(trace.subList(at, Math.min(at + A_PART, trace.size()))))
        .toList();
  }

  private static long bytes(List<SpanBatch> parts) {
    return parts.stream().mapToLong(part -> part.bytes().length).sum();
  }

  private static GatheredTree gathered(List<SpanBatch> parts, long mostBytes) {
    var gathered = new GatheredTree(mostBytes);
    parts.forEach(gathered::take);
    return gathered;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void traceTooLargeToBeWhole_hasTheSameFindings(long seed) throws QueryException {
    List<SpanBatch> parts = parts(Loops.trace(new Gen(seed)));
    GatheredTree whole = gathered(parts, bytes(parts));
    GatheredTree large = gathered(parts, bytes(parts) - 1);

    assertThat(whole.isWhole()).isTrue();
    assertThat(large.isWhole()).isFalse();
    assertThat(findings(large)).isEqualTo(findings(whole));
  }

  private static TraceFindings findings(GatheredTree gathered) throws QueryException {
    return FindingsOfTrace.of(gathered.made().orElseThrow());
  }

  @Test
  void essentials_areAFractionOfSpansThatCarryMuch() throws QueryException {
    List<SpanBatch> parts =
        parts(
            IntStream.range(1, 100)
                .mapToObj(at ->
                    Sketch.span(at, "shop", "get")
                        .with(Attribute.of("body", "x".repeat(1000)))
                        .make())
                .toList());

    SpanTree tree = gathered(parts, bytes(parts) / 8).made().orElseThrow();

    assertThat(tree.size()).isEqualTo(99);
    assertThat(tree.span(0).attributes()).isEmpty();
  }

  @Test
  void moreEssentialsThanTheBound_areRefused() {
    List<SpanBatch> parts = parts(Sketch.spans(Sketch.span(1, "shop", "get")));

    assertThatThrownBy(() -> gathered(parts, 10).made())
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TOO_LARGE))
        .hasMessageContaining("at most 6 bytes");
  }

  @Test
  void nothing_isNoTree() throws QueryException {
    assertThat(gathered(List.of(), 10).made()).isEmpty();
  }
}
