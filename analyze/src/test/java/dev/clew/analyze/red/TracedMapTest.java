package dev.clew.analyze.red;

import static dev.clew.analyze.AnalysesHouse.HOUR;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.Analyses;
import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.ServiceMap;
import dev.clew.analyze.ServiceMap.Cut;
import dev.clew.analyze.Sketch;
import dev.clew.model.Attribute;
import dev.clew.model.SpanKind;
import dev.clew.query.QueryException;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The map of the traces that a query finds.
class TracedMapTest {
  private static final List<String> SERVICES = List.of("web", "shop", "bank");
  private static final List<Attribute> TOLD =
      List.of(
          Attribute.of("http.request.method", "GET"),
          Attribute.of("rpc.system", "grpc"),
          Attribute.of("db.system", "postgresql"),
          Attribute.of("peer.service", "elsewhere"),
          Attribute.of("messaging.system", "kafka"),
          Attribute.of("db.system", 7));

  private static SearchRequest search(String query) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(var valid) -> new SearchRequest(valid, HOUR, 1000, Optional.empty(), 0);
      case Parsed.Invalid(var error) -> throw new IllegalArgumentException(error.toString());
    };
  }

  @Test
  void map_isOfTheTracesThatTheQueryFinds() throws QueryException {
    Analyses analyses =
        AnalysesHouse.of(
            span(1, "web", "page").of(SpanKind.CLIENT).with(Attribute.of("user", "ada")),
            span(2, "shop", "page").of(SpanKind.SERVER).under(1).failed("no"),
            span(3, "web", "page").trace(2).of(SpanKind.CLIENT).with(Attribute.of("user", "bob")),
            span(4, "bank", "page").trace(2).of(SpanKind.SERVER).under(3));

    ServiceMap map = analyses.map(DEFAULT, search("{ span.user = `ada` }"), Cut.NONE);

    assertThat(map.edges())
        .extracting(edge -> edge.client() + " " + edge.server() + " " + edge.red().errors())
        .containsExactly("web shop 1");
    assertThat(map.nodes())
        .extracting(ServiceMap.Node::name)
        .containsExactlyInAnyOrder("web", "shop");
    assertThat(map.coverage().complete()).isTrue();
    assertThat(map.coverage().scannedSpans()).isPositive();
  }

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static Sketch[] spans(long seed) {
    var random = new Random(seed);
    var spans = new ArrayList<Sketch>();
    for (int id = 1; id <= 1 + random.nextInt(30); id++) {
      long trace = 1L + random.nextInt(3);
      Sketch span =
          span(id, SERVICES.get(random.nextInt(3)), "n" + random.nextInt(2))
              .trace(trace)
              .of(SpanKind.values()[random.nextInt(SpanKind.values().length)])
              .at(random.nextInt(50), 50 + random.nextInt(50));
      for (Attribute each : TOLD) {
        if (random.nextInt(5) == 0) {
          span.with(each);
        }
      }
      if (id > 3 && random.nextInt(4) > 0) {
        span.under(1L + random.nextInt(id - 1));
      }
      spans.add(random.nextInt(4) == 0 ? span.failed("no") : span);
    }
    return spans.toArray(Sketch[]::new);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mapOfAllTraces_isThatOfTheStoresCounts(long seed) throws QueryException {
    Analyses analyses = AnalysesHouse.of(spans(seed));

    ServiceMap traced = analyses.map(DEFAULT, search("{ }"), Cut.NONE);
    ServiceMap counted = analyses.map(DEFAULT, HOUR, Cut.NONE);

    assertThat(traced.edges()).isEqualTo(counted.edges());
    assertThat(traced.nodes()).containsExactlyInAnyOrderElementsOf(counted.nodes());
    assertThat(traced.range()).isEqualTo(counted.range());
  }
}
