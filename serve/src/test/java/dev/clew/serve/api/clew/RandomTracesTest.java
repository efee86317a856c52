package dev.clew.serve.api.clew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.serve.api.ApiHouse;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import dev.clew.testkit.TraceGen.Fault;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns of random traces, whole and spoiled, against the spans they stand for.
final class RandomTracesTest {
  private static ColumnsFile columns(List<Span> spans) {
    try (var house = ApiHouse.of(spans.toArray(Span[]::new))) {
      String id = spans.getFirst().traceId().toString();
      return ColumnsFile.read(house.get("/api/clew/v1/traces/" + id + "/columns").bytes());
    }
  }

  private static List<Span> trace(long seed) {
    var gen = new TraceGen(new Gen(seed));
    Fault[] faults = seed % 2 == 0 ? new Fault[0] : new Fault[] {Fault.ORPHAN, Fault.CYCLE};
    return gen.trace((int) (3 + seed * 7), faults);
  }

  private static Map<Long, Span> byId(List<Span> spans) {
    return spans.stream()
        .collect(Collectors.toMap(span -> span.spanId().bits(), Function.identity()));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void columns_ofARandomTrace_sayWhatItsSpansSay(long seed) {
    List<Span> spans = trace(seed);
    Map<Long, Span> byId = byId(spans);
    ColumnsFile columns = columns(spans);
    long start = Long.parseUnsignedLong(columns.header().get("startUnixNano").textValue());

    assertThat(columns.ids()).hasSize(byId.size()).doesNotHaveDuplicates();
    for (int row = 0; row < columns.count(); row++) {
      assertThat(byId.get(columns.ids()[row]))
          .isNotNull()
          .extracting(span -> Row.of(span, start))
          .isEqualTo(Row.of(columns, row));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void columns_ofARandomTrace_areATreeInPreorder(long seed) {
    List<Span> spans = trace(seed);
    Map<Long, Span> byId = byId(spans);
    ColumnsFile columns = columns(spans);
    int[] parents = columns.ints("parent");
    int[] sizes = columns.ints("size");

    for (int row = 0; row < columns.count(); row++) {
      int parent = parents[row];
      if (parent >= 0) {
        assertThat(parent).isLessThan(row);
        assertThat(row + sizes[row]).isLessThanOrEqualTo(parent + sizes[parent]);
        assertThat(columns.ints("depth")[row]).isEqualTo(columns.ints("depth")[parent] + 1);
        assertThat(byId.get(columns.ids()[row]))
            .isNotNull()
            .extracting(Span::parentSpanId)
            .isEqualTo(new SpanId(columns.ids()[parent]));
      } else {
        assertThat(columns.ints("depth")[row]).isZero();
      }
    }
  }

  /// What columns and spans both tell.
  private record Row(
      String service, String name, int kind, int status, double start, double duration, int holds) {
    static Row of(ColumnsFile columns, int row) {
      return new Row(
          columns.header().at("/services/" + columns.ints("service")[row]).textValue(),
          columns.header().at("/names/" + columns.ints("name")[row]).textValue(),
          columns.bytes("kind")[row],
          columns.bytes("status")[row],
          columns.reals("start")[row],
          columns.reals("duration")[row],
          columns.bytes("flags")[row] & 6);
    }

    static Row of(Span span, long start) {
      return new Row(
          span.resource().serviceName(),
          span.name(),
          span.kind().ordinal(),
          span.status().ordinal(),
          span.startNanos() - start,
          span.durationNanos(),
          (span.events().isEmpty() ? 0 : 2) | (span.links().isEmpty() ? 0 : 4));
    }
  }
}
