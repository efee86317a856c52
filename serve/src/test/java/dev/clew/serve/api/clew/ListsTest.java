package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static dev.clew.serve.api.SpanSketch.spanWithoutService;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.store.InMemorySpanStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What needs no search: settings, status, services and their operations, and addresses that do not
/// exist.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ListsTest {
  private static final String BASE = "/api/clew/v1/";

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("shop", "tidy").id(1).kind(SpanKind.UNSPECIFIED),
            span("shop", "GET /").id(2).kind(SpanKind.CLIENT),
            span("shop", "GET /").id(3).kind(SpanKind.SERVER),
            span("a/b c%ü", "odd").id(4).kind(SpanKind.CONSUMER),
            spanWithoutService("alone").id(5));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void config_tellsWhatThePageNeeds() {
    Answer answer = house.get(BASE + "config");

    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.text())
        .isEqualTo(
            """
            {"version":"1.2.3","retentionNanos":604800000000000,"maxSearchLimit":50,\
            "ports":{"otlpGrpc":4317,"otlpHttp":4318}}\
            """);
  }

  @Test
  void status_withTraffic_tellsOfIt() {
    assertThat(house.get(BASE + "status").text())
        .isEqualTo(
            """
            {"spansReceived":12,"spansRefused":3,"spansStored":5,"blocks":0,"storedBytes":0,\
            "lastSpanUnixNano":"1767312000000000000","startedUnixNano":"1767308460000000000"}\
            """);
  }

  @Test
  void status_beforeAnySpan_hasNoLastOne() {
    try (var quiet = ApiHouse.quiet()) {
      assertThat(quiet.get(BASE + "status").at("/lastSpanUnixNano").isNull()).isTrue();
    }
  }

  @Test
  void services_some_areSorted() {
    assertThat(house.get(BASE + "services").text())
        .isEqualTo("{\"services\":[\"a/b c%ü\",\"shop\"]}");
  }

  @Test
  void services_emptyStore_areNone() {
    try (var empty = ApiHouse.over(new InMemorySpanStore())) {
      assertThat(empty.get(BASE + "services").text()).isEqualTo("{\"services\":[]}");
    }
  }

  @Test
  void operations_ofAService_areSortedByNameThenKind() {
    assertThat(house.get(BASE + "services/shop/operations").text())
        .isEqualTo(
            """
            {"operations":[{"name":"GET /","kind":"server"},{"name":"GET /","kind":"client"},\
            {"name":"tidy","kind":"unspecified"}]}\
            """);
  }

  @Test
  void operations_escapedService_areFound() {
    assertThat(house.get(BASE + "services/a%2Fb%20c%25%C3%BC/operations").text())
        .isEqualTo("{\"operations\":[{\"name\":\"odd\",\"kind\":\"consumer\"}]}");
  }

  @Test
  void operations_unknownService_areNone() {
    assertThat(house.get(BASE + "services/nobody/operations").text())
        .isEqualTo("{\"operations\":[]}");
  }

  @Test
  void address_thatDoesNotExist_isNotFound() {
    for (String path :
        new String[] {"/api/clew/v1/", "/api/clew/v1/nothing", "/api/clew/v2/config"}) {
      Answer answer = house.get(path);

      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.at("/error/message").textValue())
          .isEqualTo("nothing answers at \"" + path + "\"; see docs/api.md");
    }
  }

  @Test
  void address_wrongMethod_namesTheRightOnes() {
    Answer posted = house.post(BASE + "services", "{}");
    Answer got = house.get(BASE + "search");

    assertThat(posted.status()).isEqualTo(405);
    assertThat(posted.header("allow")).isEqualTo("GET, HEAD");
    assertThat(posted.text())
        .isEqualTo("{\"error\":{\"status\":405,\"message\":\"needs one of GET, HEAD, got POST\"}}");
    assertThat(got.status()).isEqualTo(405);
    assertThat(got.header("allow")).isEqualTo("POST");
  }

  @Test
  void address_head_hasTheHeadersAlone() {
    Answer answer = house.ask("HEAD", BASE + "config", new byte[0]);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.bytes()).isEmpty();
  }
}
