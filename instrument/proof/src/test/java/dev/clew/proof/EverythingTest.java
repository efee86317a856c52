package dev.clew.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.proof.ReadBack.Told;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One application under the agent with real databases and a real broker around it. Each test makes
/// a request, and reads its trace back from a real server.
class EverythingTest {
  private static final String ACTION = "GET /do/*";

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static House house;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    house = House.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    if (house != null) {
      house.close();
    }
  }

  // --- databases -------------------------------------------------------------------------------

  @Test
  void h2_statements_areSpansWithoutTheirValues() throws Exception {
    List<Told> trace = house.trace("h2", ACTION, "INSERT everything.orders");

    Told insert = span(trace, "INSERT everything.orders");
    assertThat(insert.attribute("db.statement"))
        .isEqualTo("INSERT INTO orders VALUES (?, ?), (?, ?)");
    assertThat(insert.attribute("db.system")).isEqualTo("h2");
    assertThat(insert.parent()).isEqualTo(span(trace, ACTION).id());
    assertThat(trace.toString()).doesNotContain("green tea");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgres"})
  void rows_ofAResult_areCountedOnceByTheRequest(String action) throws Exception {
    if (action.equals("postgres")) {
      House.needs(house.postgres());
    }
    house.visit(action);

    Visit visit = house.visit(action);

    Told request = span(house.clew().readBack().trace(visit.trace(), ACTION), ACTION);
    long rows = Long.parseLong(visit.body().replace(" rows", ""));
    assertThat(request.all().path("events")).singleElement().asString().contains("db.rows");
    assertThat(request.all().path("events").findValuesAsText("intValue"))
        .containsExactly("" + rows);
  }

  @Test
  void postgres_statements_areSpansWithTheServersAddress() throws Exception {
    House.needs(house.postgres());

    List<Told> trace = house.trace("postgres", ACTION, "SELECT postgres.orders");

    Told select = span(trace, "SELECT postgres.orders");
    assertThat(select.attribute("db.system")).isEqualTo("postgresql");
    assertThat(select.attribute("server.port"))
        .isEqualTo("" + house.postgres().orElseThrow().port());
    assertThat(select.attribute("db.statement")).isEqualTo("SELECT item FROM orders WHERE id > ?");
    assertThat(trace.toString()).doesNotContain("green tea");
  }

  @Test
  void pool_ofPostgres_tellsItsFigures() throws Exception {
    House.needs(house.postgres());
    house.visit("postgres");

    assertThat(house.metrics().lines())
        .anyMatch(
            line -> line.startsWith("db_client_connections_") && line.contains("orders-pool"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jedis", "lettuce"})
  void redis_byBothClients_showsTheKeysPatternAndNoValue(String client) throws Exception {
    House.needs(house.redis());

    List<Told> trace = house.trace(client, ACTION, "SET", "GET");

    assertThat(span(trace, "SET").attribute("db.statement")).isEqualTo("SET user:{}:cart ?");
    assertThat(span(trace, "GET").attribute("db.statement")).isEqualTo("GET user:{}:cart");
    assertThat(span(trace, "GET").attribute("db.system")).isEqualTo("redis");
    assertThat(trace.toString()).doesNotContain("green tea").doesNotContain("4711");
  }

  // --- calls -----------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "apache", "okhttp"})
  void httpClient_callingTheServlet_isOneTraceOfBothSides(String client) throws Exception {
    String id = house.visit(client).trace();

    List<Told> trace = house.clew().readBack().trace(id, spans -> spans.size() == 3);

    Told call = span(trace, "GET");
    Told called =
        trace.stream().filter(span -> span.parent().equals(call.id())).findFirst().orElseThrow();
    assertThat(call.attribute("url.full")).endsWith("/do/hello");
    assertThat(called.attribute("url.path")).isEqualTo("/do/hello");
    assertThat(called.attribute("correlation.id")).isEqualTo(call.attribute("correlation.id"));
  }

  @Test
  void springMvc_request_isNamedByItsRoute() throws Exception {
    Visit visit = Visit.of(house.application().web().resolve("/mvc/orders/7"));

    List<Told> trace = house.clew().readBack().trace(visit.trace(), "GET /orders/{id}");

    assertThat(span(trace, "GET /orders/{id}").attribute("url.path")).isEqualTo("/mvc/orders/7");
  }

  @Test
  void springWebFlux_tracedMono_endsWithItsValue() throws Exception {
    List<Told> trace =
        house
            .clew()
            .readBack()
            .trace(house.flux("/flux/7").trace(), "GET /flux/{id}", "flux.later");

    Told later = span(trace, "flux.later");
    assertThat(later.parent()).isEqualTo(span(trace, "GET /flux/{id}").id());
    assertThat(later.attribute("code.result")).isEqualTo("order 7");
    assertThat(later.nanos()).isGreaterThan(25_000_000);
  }

  @Test
  void kafka_message_isOneTraceFromSenderToHandler() throws Exception {
    List<Told> trace =
        house.trace("kafka", ACTION, "orders publish", "orders process", "message.handle");

    Told publish = span(trace, "orders publish");
    Told process = span(trace, "orders process");
    assertThat(publish.parent()).isEqualTo(span(trace, ACTION).id());
    assertThat(process.parent()).isEqualTo(publish.id());
    assertThat(span(trace, "message.handle").parent()).isEqualTo(process.id());
    assertThat(process.attribute("messaging.system")).isEqualTo("kafka");
  }

  // --- helpers ---------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "breaker, closed, success",
    "breaker-fails, closed, failure",
    "breaker-open, open, not_permitted"
  })
  void resilience4j_call_saysStateAndOutcome(String action, String state, String outcome)
      throws Exception {
    Told call = span(house.trace(action, "circuit_breaker payments"), "circuit_breaker payments");

    assertThat(call.attribute("circuit_breaker.state")).isEqualTo(state);
    assertThat(call.attribute("circuit_breaker.outcome")).isEqualTo(outcome);
    assertThat(call.all().path("status").path("code").asInt())
        .isEqualTo(outcome.equals("success") ? 0 : 2);
  }

  @Test
  void caffeine_missAndHit_areEventsOfTheRequest() throws Exception {
    Told request = span(house.trace("caffeine", ACTION), ACTION);

    assertThat(request.all().path("events").findValuesAsText("boolValue"))
        .containsExactly("false", "true");
    assertThat(request.all().toString()).contains("order:{}").doesNotContain("4711\"");
  }

  @Test
  void virtualThread_inARequest_keepsItsContext() throws Exception {
    List<Told> trace = house.trace("virtual", ACTION, "on a virtual thread");

    assertThat(span(trace, "on a virtual thread").parent()).isEqualTo(span(trace, ACTION).id());
  }

  @Test
  void longRequest_isSeenWhileItRuns_thenWhole() throws Exception {
    String id = "4bf92f3577b34da6a3ce929d0e0e4736";
    String parent = "00-" + id + "-00f067aa0ba902b7-01";
    Future<Visit> request =
        ForkJoinPool.commonPool().submit(() -> house.visit("long", "traceparent", parent));

    List<Told> running = house.clew().readBack().trace(id, ACTION);
    assertThat(running).singleElement().matches(Told::isUnfinished);

    request.get();
    List<Told> whole =
        house.clew().readBack().trace(id, spans -> spans.stream().noneMatch(Told::isUnfinished));
    assertThat(whole).singleElement().matches(span -> span.nanos() > 2_900_000_000L);
  }

  // --- logs and metrics ------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"logback, few left of green tea", "log4j, none left of green tea"})
  void log_ofARequest_isWithItsTrace(String log, String message) throws Exception {
    String trace = house.visit(log, "X-Correlation-Id", "c-42", "X-User-Id", "abc").trace();

    assertThat(house.clew().readBack().logs(trace)).containsExactly(message);
    String line = house.application().program().line(log + " " + trace);
    assertThat(line)
        .matches(log + " " + trace + " [0-9a-f]{16} c-42 ba7816bf8f01cfea WARN " + message);
  }

  @Test
  void micrometersCounter_hasTheTraceAsExemplar() throws Exception {
    String trace = house.visit("sale").trace();

    String metrics = house.visit("metrics").body();

    assertThat(metrics.lines())
        .filteredOn(line -> line.startsWith("sales_total"))
        .singleElement()
        .asString()
        .contains("trace_id=\"" + trace + "\"");
  }

  // --- who asks --------------------------------------------------------------------------------

  @Test
  void correlationId_whereNoneCame_isMadeAndToldBack() throws Exception {
    Visit visit = house.visit("hello");

    Told request = span(house.clew().readBack().trace(visit.trace(), ACTION), ACTION);

    assertThat(request.attribute("correlation.id"))
        .hasSize(36)
        .isEqualTo(visit.header("X-Correlation-Id"));
  }

  @Test
  void correlationId_thatCame_stays() throws Exception {
    assertThat(house.visit("hello", "X-Correlation-Id", "c-7").header("X-Correlation-Id"))
        .isEqualTo("c-7");
  }

  private static Told span(List<Told> trace, String name) {
    return trace.stream()
        .filter(span -> span.name().equals(name) && span.parent().isEmpty())
        .findFirst()
        .or(() -> trace.stream().filter(span -> span.name().equals(name)).findFirst())
        .orElseThrow(() -> new AssertionError("no " + name + " in " + ReadBack.names(trace)));
  }
}
