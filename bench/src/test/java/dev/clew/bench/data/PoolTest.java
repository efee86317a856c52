package dev.clew.bench.data;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTest {
  private static final long START_NANOS = 1_700_000_000_000_000_000L;

  @Test
  void stamp_sameSeed_makesTheSameBytes() {
    Pool one = Pool.make(recipe(7));
    Pool other = Pool.make(recipe(7));

    assertThat(stamped(other, 3)).containsExactlyElementsOf(stamped(one, 3));
  }

  @Test
  void stamp_otherSeedOrRound_makesOtherTraces() {
    Pool pool = Pool.make(recipe(7));

    assertThat(spansByTrace(pool, 0))
        .doesNotContainKeys(spansByTrace(pool, 1).keySet().toArray(ByteString[]::new))
        .doesNotContainKeys(
            spansByTrace(Pool.make(recipe(8)), 0).keySet().toArray(ByteString[]::new));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void template_anySeed_tellsHowManySpansOfWhichTraceItHas(long seed) {
    Pool pool = Pool.make(recipe(seed));
    Round round = pool.round(2, START_NANOS);

    for (int number = 0; number < pool.size(); number++) {
      Template template = pool.template(number);
      Map<String, Integer> told = new HashMap<>();
      template
          .spansByTrace()
          .forEach((trace, spans) -> told.put(round.traceId(trace).toString(), spans));
      Map<String, Integer> read = new HashMap<>();
      spans(template.stamp(round))
          .forEach(span -> read.merge(hex(span.getTraceId()), 1, Integer::sum));
      assertThat(told).as("seed %d request %d", seed, number).isEqualTo(read);
      assertThat(template.spans()).isBetween(1, 100);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void round_anySeed_isOfWholeTracesInThePast(long seed) {
    Pool pool = Pool.make(recipe(seed));

    spansByTrace(pool, 1).values().forEach(PoolTest::isWhole);
  }

  @Test
  void reference_isTheDataSetThatFiguresAreGivenFor() {
    Pool pool = Pool.make(Recipe.reference(1));
    List<Span> spans = spansByTrace(pool, 0).values().stream().flatMap(List::stream).toList();

    assertThat(pool.spans()).isEqualTo(spans.size()).isBetween(130_000L, 145_000L);
    assertThat((double) pool.bytes() / spans.size()).isBetween(715.0, 730.0);
    assertThat(pool.randomBytes() / spans.size()).isBetween(29.0, 33.0);
    assertThat(spans.stream().mapToInt(Span::getAttributesCount).average().orElseThrow())
        .isBetween(13.6, 14.1);
    assertThat(share(spans, span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER))
        .isBetween(0.60, 0.64);
    assertThat(share(spans, span -> span.getEventsCount() == 1)).isBetween(0.048, 0.052);
  }

  private static Recipe recipe(long seed) {
    return new Recipe(seed, 5, 40, 100);
  }

  private static void isWhole(List<Span> trace) {
    Map<ByteString, Span> byId = new HashMap<>();
    trace.forEach(span -> assertThat(byId.put(span.getSpanId(), span)).isNull());
    assertThat(trace.stream().filter(span -> span.getParentSpanId().isEmpty())).hasSize(1);
    for (Span span : trace) {
      assertThat(span.getStartTimeUnixNano()).isLessThanOrEqualTo(span.getEndTimeUnixNano());
      assertThat(span.getEndTimeUnixNano()).isLessThanOrEqualTo(START_NANOS);
      assertThat(span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR)
          .isEqualTo(span.getEventsCount() == 1);
      if (!span.getParentSpanId().isEmpty()) {
        Span parent = requireNonNull(byId.get(span.getParentSpanId()), "parent in the trace");
        assertThat(span.getStartTimeUnixNano())
            .isBetween(parent.getStartTimeUnixNano(), parent.getEndTimeUnixNano());
      }
    }
  }

  private static List<byte[]> stamped(Pool pool, long round) {
    return IntStream.range(0, pool.size())
        .mapToObj(number -> pool.template(number).stamp(pool.round(round, START_NANOS)))
        .toList();
  }

  private static Map<ByteString, List<Span>> spansByTrace(Pool pool, long round) {
    return stamped(pool, round).stream()
        .flatMap(request -> spans(request).stream())
        .collect(Collectors.groupingBy(Span::getTraceId));
  }

  private static List<Span> spans(byte[] request) {
    try {
      return ExportTraceServiceRequest.parseFrom(request).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .toList();
    } catch (InvalidProtocolBufferException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static double share(List<Span> spans, Predicate<Span> which) {
    return (double) spans.stream().filter(which).count() / spans.size();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
