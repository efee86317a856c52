package dev.clew.store.cube;

import static dev.clew.model.SpanKind.CLIENT;
import static dev.clew.model.SpanKind.CONSUMER;
import static dev.clew.model.SpanKind.INTERNAL;
import static dev.clew.model.SpanKind.PRODUCER;
import static dev.clew.model.SpanKind.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyFeedTest {
  private final Words words = new Words();
  private final Cube cube = new Cube(words, Cube.USUAL_LIMIT);
  private final DependencyFeed feed = new DependencyFeed(cube);
  private final TraceRows rows = new TraceRows();
  private final CallRows calls = new CallRows();

  @Test
  void add_clientAndServer_areOneCallTimedByTheClient() {
    span(1, 0, CLIENT, "shop", 60);
    calls.attribute(CallAttribute.HTTP_REQUEST_METHOD, words.code("GET"));
    span(2, 1, SERVER, "cart", 20);
    rows.describe(words.code("cart"), 2);

    assertThat(edges()).containsExactly("shop -> cart HTTP 1 errors 1 max 60");
  }

  @Test
  void add_idSharedByClientAndServer_isACall() {
    span(1, 0, CLIENT, "shop", 60);
    span(1, 0, SERVER, "cart", 20);

    assertThat(edges()).containsExactly("shop -> cart UNKNOWN 1 errors 0 max 60");
  }

  @Test
  void add_serverBelowAnotherServicesInnerSpan_isACallTimedByTheServer() {
    span(1, 0, INTERNAL, "shop", 60);
    span(2, 1, SERVER, "cart", 20);
    calls.attribute(CallAttribute.RPC_SYSTEM, words.code("grpc"));

    assertThat(edges()).containsExactly("shop -> cart RPC 1 errors 0 max 20");
  }

  @Test
  void add_callToOneself_isNone() {
    span(1, 0, CLIENT, "shop", 60);
    calls.attribute(CallAttribute.PEER_SERVICE, words.code("elsewhere"));
    span(2, 1, SERVER, "shop", 20);

    assertThat(edges()).isEmpty();
  }

  @Test
  void add_clientOfADatabase_callsANodeOfItsName() {
    span(1, 0, CLIENT, "shop", 60);
    calls.attribute(CallAttribute.DB_SYSTEM, words.code("postgresql"));

    assertThat(edges()).containsExactly("shop -> postgresql DATABASE 1 errors 0 max 60");
  }

  @Test
  void add_severalNamesOfTheOtherSide_takesThePeerService() {
    span(1, 0, CLIENT, "shop", 60);
    calls.attribute(CallAttribute.PEER_SERVICE, words.code("orders-db"));
    calls.attribute(CallAttribute.DB_SYSTEM, words.code("postgresql"));
    calls.attribute(CallAttribute.HTTP_METHOD, words.code("GET"));

    assertThat(edges()).containsExactly("shop -> orders-db DATABASE 1 errors 0 max 60");
  }

  @Test
  void add_clientThatNamesNobody_isNoCall() {
    span(1, 0, CLIENT, "shop", 60);
    calls.attribute(CallAttribute.HTTP_METHOD, words.code("GET"));

    assertThat(edges()).isEmpty();
  }

  @Test
  void add_consumerBelowItsProducer_isACallTimedByTheConsumer() {
    span(1, 0, PRODUCER, "shop", 5);
    calls.attribute(CallAttribute.MESSAGING_SYSTEM, words.code("kafka"));
    span(2, 1, CONSUMER, "mailer", 20);
    calls.attribute(CallAttribute.MESSAGING_SYSTEM, words.code("kafka"));
    calls.link(1);

    assertThat(edges()).containsExactly("shop -> mailer MESSAGING 1 errors 0 max 20");
  }

  @Test
  void add_consumerThatLinksToItsProducers_isACallOfEach() {
    span(1, 0, PRODUCER, "shop", 5);
    calls.attribute(CallAttribute.MESSAGING_SYSTEM, words.code("kafka"));
    span(2, 0, PRODUCER, "cart", 5);
    span(3, 0, CONSUMER, "mailer", 20);
    calls.attribute(CallAttribute.MESSAGING_SYSTEM, words.code("kafka"));
    calls.link(2);
    calls.link(1);
    calls.link(99);
    calls.link(3);

    assertThat(edges())
        .containsExactlyInAnyOrder(
            "shop -> mailer MESSAGING 1 errors 0 max 20",
            "cart -> mailer MESSAGING 1 errors 0 max 20");
  }

  @Test
  void add_producerAndConsumerInTracesOfTheirOwn_meetAtTheBroker() {
    span(1, 0, PRODUCER, "shop", 5);
    calls.attribute(CallAttribute.MESSAGING_SYSTEM, words.code("kafka"));
    span(3, 0, CONSUMER, "mailer", 20);
    calls.attribute(CallAttribute.MESSAGING_SYSTEM, words.code("kafka"));

    assertThat(edges())
        .containsExactlyInAnyOrder(
            "shop -> kafka MESSAGING 1 errors 0 max 5",
            "kafka -> mailer MESSAGING 1 errors 0 max 20");
  }

  @Test
  void clear_usedBuffer_forgetsWhatWasThere() {
    span(1, 0, CLIENT, "shop", 60);
    calls.attribute(CallAttribute.DB_SYSTEM, words.code("postgresql"));
    calls.link(1);
    calls.clear();
    rows.clear();
    span(1, 0, CLIENT, "shop", 60);

    assertThat(calls.linkCount()).isZero();
    assertThat(edges()).isEmpty();
  }

  @Test
  void attribute_ofAKey_isFoundByIt() {
    assertThat(CallAttribute.of("db.system.name")).contains(CallAttribute.DB_SYSTEM_NAME);
    assertThat(CallAttribute.of("db.query.text")).isEmpty();
  }

  private void span(long id, long parent, SpanKind kind, String service, long nanos) {
    rows.add(id, parent, kind.ordinal());
    rows.time(1_000, nanos);
    rows.describe(words.code(service), 0);
    calls.add(words.code("op"));
  }

  private List<String> edges() {
    feed.add(rows, calls, ClosedTrace.of(rows));
    return cube.cells().stream().map(this::told).toList();
  }

  private String told(Cell cell) {
    var edge = DependencyFeed.series(cell.key(), words);
    Measures measures = cell.measures();
    return "%s -> %s %s %d errors %d max %d"
        .formatted(
            edge.client().orElse("?"),
            edge.server().orElse("?"),
            edge.type(),
            measures.count(),
            measures.errors(),
            measures.durations().quantile(1));
  }
}
