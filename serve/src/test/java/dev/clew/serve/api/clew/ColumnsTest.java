package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ColumnsTest {
  private static final String BINARY = "application/vnd.clew.columns";
  private static final String PATH = "/api/clew/v1/traces/0000000000000abc0000000000000001/columns";

  private ApiHouse house;

  private static SpanSketch in(SpanSketch span) {
    return span.trace(0xabc, 1);
  }

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            in(span("bank", "charge"))
                .id(0xf000000000000003L)
                .parent(1)
                .at(300)
                .lasting(50)
                .kind(SpanKind.SERVER)
                .status(StatusCode.ERROR, "no money"),
            in(span("shop", "lost")).id(4).parent(0x99).at(900).lasting(200).link(5, 6),
            in(span("shop", "GET /")).id(1).at(100).lasting(500).kind(SpanKind.SERVER),
            in(span("bank", "look up"))
                .id(2)
                .parent(1)
                .at(200)
                .lasting(25)
                .kind(SpanKind.CLIENT)
                .status(StatusCode.OK, "")
                .event(210, "found"),
            in(span("shop", "charge")).id(5).parent(0xf000000000000003L).at(310).lasting(0),
            in(span("loop", "a")).id(6).parent(7).at(2000),
            in(span("loop", "b")).id(7).parent(6).at(2001));
  }

  @AfterAll
  void close() {
    house.close();
  }

  @Test
  void binary_header_tellsOfTheWholeTrace() {
    Answer answer = house.get(PATH, "accept", BINARY);

    assertThat(answer.header("content-type")).isEqualTo(BINARY);
    assertThat(answer.header("server-timing")).matches("fetch;dur=[0-9.]+, layout;dur=[0-9.]+");
    JsonNode header = ColumnsFile.read(answer.bytes()).header();
    assertThat(header.toString())
        .startsWith(
            """
            {"traceId":"0000000000000abc0000000000000001","spanCount":7,\
            "startUnixNano":"1767312000000000100","durationNanos":1001901,\
            "errorCount":1,"orphanCount":1,"services":["shop","bank","loop"],\
            "names":["GET /","look up","charge","lost","a","b"],"arrays":{\
            """);
  }

  @Test
  void binary_structure_isPreorderWithSiblingsByStart() {
    var columns = ColumnsFile.read(house.get(PATH, "accept", BINARY).bytes());

    assertThat(columns.ids()).containsExactly(1, 2, 0xf000000000000003L, 5, 4, 6, 7);
    assertThat(columns.ints("parent")).containsExactly(-1, 0, 0, 2, -1, -1, 5);
    assertThat(columns.ints("depth")).containsExactly(0, 1, 1, 2, 0, 0, 1);
    assertThat(columns.ints("size")).containsExactly(4, 1, 2, 1, 1, 2, 1);
  }

  @Test
  void binary_values_areThoseOfTheSpans() {
    var columns = ColumnsFile.read(house.get(PATH, "accept", BINARY).bytes());

    assertThat(columns.reals("start")).containsExactly(0, 100, 200, 210, 800, 1900, 1901);
    assertThat(columns.reals("duration"))
        .containsExactly(500, 25, 50, 0, 200, 1_000_000, 1_000_000);
    assertThat(columns.ints("service")).containsExactly(0, 1, 1, 0, 0, 2, 2);
    assertThat(columns.ints("name")).containsExactly(0, 1, 2, 2, 3, 4, 5);
    assertThat(columns.bytes("kind")).containsExactly(2, 3, 2, 1, 1, 1, 1);
    assertThat(columns.bytes("status")).containsExactly(0, 1, 2, 0, 0, 0, 0);
    assertThat(columns.bytes("flags")).containsExactly(0, 2, 0, 0, 1 | 4, 8, 0);
  }

  @Test
  void json_ofTheSameTrace_saysTheSame() {
    Answer answer = house.get(PATH, "accept", "application/json");
    JsonNode header = ColumnsFile.read(house.get(PATH, "accept", BINARY).bytes()).header();

    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.at("/names")).isEqualTo(header.get("names"));
    assertThat(answer.at("/columns/spanId").toString())
        .isEqualTo(
            """
            ["0000000000000001","0000000000000002","f000000000000003","0000000000000005",\
            "0000000000000004","0000000000000006","0000000000000007"]\
            """);
    assertThat(answer.at("/columns/size").toString()).isEqualTo("[4,1,2,1,1,2,1]");
    assertThat(answer.at("/columns/flags").toString()).isEqualTo("[0,2,0,0,5,8,0]");
    assertThat(answer.at("/columns/start/3").doubleValue()).isEqualTo(210);
    assertThat(answer.json().has("arrays")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/vnd.clew.columns",
        "application/* | application/vnd.clew.columns",
        "application/json, text/html | application/json",
        "application/vnd.clew.columns;q=0.1, application/json | application/json",
        "text/html, */*;q=0.1 | application/vnd.clew.columns"
      })
  void columns_accepted_comeInTheShapeAskedFor(String accept, String type) {
    Answer answer = house.get(PATH, "accept", accept);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(type);
    assertThat(answer.header("vary")).isEqualTo("accept");
  }

  @Test
  void columns_otherShape_isNotAcceptable() {
    Answer answer = house.get(PATH, "accept", "text/html");

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.at("/error/message").textValue())
        .isEqualTo(
            "columns come as application/vnd.clew.columns or application/json, got \"text/html\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {BINARY, "application/json"})
  void columns_known_areNotSentAgain(String accept) {
    Answer first = house.get(PATH, "accept", accept);
    Answer second =
        house.get(PATH, "accept", accept, "if-none-match", "\"x\", " + first.header("etag"));

    assertThat(first.header("cache-control")).isEqualTo("private, no-cache");
    assertThat(second.status()).isEqualTo(304);
    assertThat(second.bytes()).isEmpty();
    assertThat(second.header("etag")).isEqualTo(first.header("etag"));
  }

  @Test
  void columns_knownInTheOtherShape_areSent() {
    String json = house.get(PATH, "accept", "application/json").header("etag");

    assertThat(house.get(PATH, "accept", BINARY, "if-none-match", json).status()).isEqualTo(200);
  }

  @Test
  void columns_anotherTrace_haveAnotherTag() {
    try (var other = ApiHouse.of(in(span("shop", "GET /")))) {
      assertThat(other.get(PATH).header("etag")).isNotEqualTo(house.get(PATH).header("etag"));
    }
  }

  @Test
  void columns_head_haveTheHeadersAlone() {
    Answer answer = house.ask("HEAD", PATH, new byte[0]);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isNotEmpty();
    assertThat(answer.bytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000009, 404,"
        + " trace 00000000000000000000000000000009 is not stored; it may have expired",
    "9, 400, 'id: trace id needs 32 hex digits, got 1'",
    "00000000000000000000000000000000, 400, id: trace id must not be all zeroes",
    "0000000000000000000000000000000x, 400," + " 'id: needs hex digits, got ''x'' at position 31'"
  })
  void columns_noSuchTrace_saysWhy(String id, int status, String message) {
    Answer answer = house.get("/api/clew/v1/traces/" + id + "/columns");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.at("/error/message").textValue()).isEqualTo(message);
  }
}
