package dev.clew.analyze.red;

import static dev.clew.analyze.AnalysesHouse.HOUR;
import static dev.clew.analyze.AnalysesHouse.hours;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.SpanKind.CLIENT;
import static dev.clew.model.SpanKind.INTERNAL;
import static dev.clew.model.SpanKind.SERVER;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.clew.analyze.Analyses;
import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.Change;
import dev.clew.analyze.Percentiles;
import dev.clew.analyze.Red;
import dev.clew.analyze.ServiceMap;
import dev.clew.analyze.ServiceOverview;
import dev.clew.analyze.ServicesOverview;
import dev.clew.analyze.ServicesOverview.Basis;
import dev.clew.analyze.Sketch;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException;
import dev.clew.store.ConnectionType;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How services, operations and calls are doing, as the store's counts tell.
class RedTest {
  private static final long MILLI = 1_000_000;
  private static final long HOUR_MILLIS = 3_600_000;

  private static final Analyses SHOP =
      AnalysesHouse.of(
          span(1, "gateway", "GET /").of(SERVER).at(0, 100),
          span(2, "gateway", "call cart").of(CLIENT).under(1).at(10, 90),
          span(3, "cart", "GET /cart").of(SERVER).under(2).at(20, 60).failed("no"),
          span(4, "cart", "SELECT")
              .of(CLIENT)
              .under(3)
              .at(30, 40)
              .with(Attribute.of("db.system", "pg")),
          span(5, "cron", "tick").of(INTERNAL).trace(2).at(HOUR_MILLIS / 2, HOUR_MILLIS / 2 + 8));

  @Test
  void services_areJudgedByTheRequestsTheyReceived() throws QueryException {
    ServicesOverview overview = SHOP.services(DEFAULT, HOUR);

    assertThat(overview.services())
        .extracting(ServicesOverview.Row::service)
        .containsExactly("cart", "cron", "gateway");
    ServicesOverview.Row cart = overview.services().getFirst();
    assertThat(cart.basis()).isEqualTo(Basis.REQUESTS);
    assertThat(cart.red().count()).isOne();
    assertThat(cart.red().errorRate()).isOne();
    assertThat((double) cart.red().p95Nanos()).isCloseTo(40e6, within(1e6));
    assertThat(overview.services().get(1).basis()).isEqualTo(Basis.SPANS);
    assertThat(overview.coverage().complete()).isTrue();
  }

  @Test
  void sparkline_hasTheCountOfEachStep() throws QueryException {
    ServicesOverview overview = SHOP.services(DEFAULT, HOUR);

    List<Long> cron = overview.services().get(1).sparkline();
    assertThat(cron).hasSize(overview.range().steps());
    assertThat(cron.stream().mapToLong(Long::longValue).sum()).isOne();
    assertThat(cron.get(overview.range().steps() / 2)).isOne();
  }

  @Test
  void before_isTheEqualRangeBefore() throws QueryException {
    ServicesOverview overview = SHOP.services(DEFAULT, hours(1));

    assertThat(overview.previous().endNanos()).isEqualTo(overview.range().startNanos());
    assertThat(overview.services().getFirst().red().count()).isZero();
    assertThat(overview.services().getFirst().before().count()).isOne();
  }

  @Test
  void service_hasItsOperationsAndNeighbours() throws QueryException {
    ServiceOverview cart = SHOP.service(DEFAULT, "cart", HOUR).orElseThrow();

    assertThat(cart.operations())
        .extracting(ServiceOverview.Operation::name)
        .containsExactly("GET /cart", "SELECT");
    assertThat(cart.upstream()).extracting(ServiceMap.Edge::client).containsExactly("gateway");
    assertThat(cart.downstream())
        .extracting(ServiceMap.Edge::type)
        .containsExactly(ConnectionType.DATABASE);
    assertThat(cart.series()).hasSize(cart.range().steps());
  }

  @Test
  void unknownService_hasNoOverview() throws QueryException {
    assertThat(SHOP.service(DEFAULT, "nobody", HOUR)).isEmpty();
  }

  @Test
  void map_hasNodesThatOnlyTheirCallersKnow() throws QueryException {
    ServiceMap map = SHOP.map(DEFAULT, HOUR, ServiceMap.Cut.NONE);

    assertThat(map.edges())
        .extracting(edge -> edge.client() + ">" + edge.server() + " " + edge.red().errors())
        .containsExactlyInAnyOrder("gateway>cart 1", "cart>pg 0");
    assertThat(map.nodes())
        .filteredOn(node -> !node.isInstrumented())
        .extracting(ServiceMap.Node::name)
        .containsExactly("pg");
  }

  @Test
  void mapAroundANode_endsAfterItsHops() throws QueryException {
    ServiceMap map = SHOP.map(DEFAULT, HOUR, new ServiceMap.Cut("gateway", 1, 0));

    assertThat(map.nodes())
        .extracting(ServiceMap.Node::name)
        .containsExactlyInAnyOrder("gateway", "cart");
    assertThat(map.edges()).hasSize(1);
  }

  @Test
  void mapOfStrongEdges_saysHowManyItHides() throws QueryException {
    ServiceMap map = SHOP.map(DEFAULT, HOUR, new ServiceMap.Cut("", 1, 0.6));

    assertThat(map.edges()).isEmpty();
    assertThat(map.hiddenEdges()).isEqualTo(2);
  }

  @Test
  void percentile_isTheShareThatTookAtMostAsLong() throws QueryException {
    var spans = new ArrayList<Span>();
    for (int at = 1; at <= 10; at++) {
      spans.add(span(at, "cart", "get").of(SERVER).trace(at).at(0, at * 100L).make());
    }
    Percentiles ranks =
        AnalysesHouse.of(spans)
            .percentiles(DEFAULT, new TraceId(0, 7), Set.of(new SpanId(7), new SpanId(99)))
            .orElseThrow();

    assertThat(ranks.spans()).hasSize(1);
    assertThat(ranks.spans().getFirst().percentile()).hasValue(0.7);
    assertThat(ranks.spans().getFirst().population().count()).isEqualTo(10);
  }

  /// As many spans as wanted in an hour, of which some fail.
  private static List<Span> hour(int hour, int count, int failed, long millis) {
    var spans = new ArrayList<Span>();
    for (int at = 0; at < count; at++) {
      long start = hour * HOUR_MILLIS + at;
      Sketch span =
          span(1, "cart", "get")
              .of(SERVER)
              .trace(hour * 10_000L + at + 1)
              .at(start, start + millis);
      spans.add((at < failed ? span.failed("no") : span).make());
    }
    return spans;
  }

  private static List<Change> changes(List<Span> before, List<Span> after) throws QueryException {
    var spans = new ArrayList<Span>(before);
    spans.addAll(after);
    return AnalysesHouse.of(spans).changes(DEFAULT, hours(1)).changes();
  }

  @Test
  void moreErrors_areAChange() throws QueryException {
    assertThat(changes(hour(0, 200, 1, 10), hour(1, 200, 40, 10)))
        .singleElement()
        .satisfies(change -> {
          assertThat(change.what()).isEqualTo(Change.What.ERRORS);
          assertThat(change.isUp()).isTrue();
          assertThat(change.score()).isGreaterThan(4);
        });
  }

  @Test
  void longerLatency_isAChange() throws QueryException {
    assertThat(changes(hour(0, 200, 0, 10), hour(1, 200, 0, 30)))
        .extracting(Change::what)
        .containsExactly(Change.What.LATENCY);
  }

  @Test
  void halfTheTraffic_isAChangeDown() throws QueryException {
    assertThat(changes(hour(0, 200, 0, 10), hour(1, 80, 0, 10)))
        .extracting(Change::what, Change::isUp)
        .containsExactly(tuple(Change.What.RATE, false));
  }

  @Test
  void aFewMoreErrorsAmongFew_areChance() throws QueryException {
    assertThat(changes(hour(0, 30, 0, 10), hour(1, 30, 2, 10))).isEmpty();
  }

  @Test
  void firstHour_changesNothing() throws QueryException {
    assertThat(changes(List.of(), hour(1, 200, 50, 10))).isEmpty();
  }

  private static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sameHourAgain_changesNothing(long seed) throws QueryException {
    var gen = new Gen(seed);
    int count = gen.random().nextInt(300);
    int failed = gen.random().nextInt(count + 1);
    long millis = 1L + gen.random().nextInt(1000);

    assertThat(changes(hour(0, count, failed, millis), hour(1, count, failed, millis))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quantilesOverSteps_areThoseOfAllSpans(long seed) throws QueryException {
    var gen = new Gen(seed);
    long[] durations = new long[1 + gen.random().nextInt(300)];
    var spans = new ArrayList<Span>();
    for (int at = 0; at < durations.length; at++) {
      long millis = 1L + gen.random().nextInt(1 << gen.random().nextInt(1, 16));
      long start = gen.random().nextInt((int) HOUR_MILLIS);
      durations[at] = millis * MILLI;
      spans.add(span(1, "cart", "get").of(SERVER).trace(at + 1).at(start, start + millis).make());
    }
    Arrays.sort(durations);

    Red red = AnalysesHouse.of(spans).services(DEFAULT, HOUR).services().getFirst().red();
    assertThat(red.count()).isEqualTo(durations.length);
    assertNear(red.p50Nanos(), durations, 0.5);
    assertNear(red.p95Nanos(), durations, 0.95);
    assertNear(red.p99Nanos(), durations, 0.99);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void percentile_isNearTheShareThatTookAtMostAsLong(long seed) throws QueryException {
    var gen = new Gen(seed);
    int count = 2 + gen.random().nextInt(100);
    var millis = new long[count];
    var spans = new ArrayList<Span>();
    for (int at = 0; at < count; at++) {
      millis[at] = 1L + gen.random().nextInt(1000);
      spans.add(span(at + 1, "cart", "get").of(SERVER).trace(at + 1).at(0, millis[at]).make());
    }
    double asked =
        AnalysesHouse.of(spans)
            .percentiles(DEFAULT, new TraceId(0, 1), Set.of(new SpanId(1)))
            .orElseThrow()
            .spans()
            .getFirst()
            .percentile()
            .orElseThrow();

    assertThat(asked)
        .isBetween(share(millis, millis[0]), share(millis, millis[0] * (1 + 1 / 32.0)));
  }

  private static double share(long[] millis, double most) {
    return (double) Arrays.stream(millis).filter(each -> each <= most).count() / millis.length;
  }

  private static void assertNear(long nanos, long[] sorted, double part) {
    double exact = sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    assertThat((double) nanos).isCloseTo(exact, within(exact / 32 + 1));
  }
}
