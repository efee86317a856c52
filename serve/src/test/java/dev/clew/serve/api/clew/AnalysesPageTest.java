package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import dev.clew.model.Attribute;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The analyses of many spans, as they are answered; all spans lie within the last hour.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnalysesPageTest {
  private static final String BASE = "/api/clew/v1/";
  private static final String A = "00000000000000000000000000000001";
  private static final String B = "00000000000000000000000000000002";

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("shop", "GET /").id(1).kind(SpanKind.SERVER).lasting(2_000_000),
            span("shop", "call").id(2).parent(1).kind(SpanKind.CLIENT).lasting(1_000_000),
            span("bank", "book")
                .id(3)
                .parent(2)
                .kind(SpanKind.SERVER)
                .lasting(1_000_000)
                .status(StatusCode.ERROR, "no cover for 12")
                .with(Attribute.of("region", "eu")),
            span("shop", "GET /").trace(2).id(4).kind(SpanKind.SERVER).lasting(3_000_000));
  }

  @AfterAll
  void close() {
    house.close();
  }

  private JsonNode get(String path) throws JsonProcessingException {
    return json(house.get(BASE + path));
  }

  private JsonNode post(String path, String body) throws JsonProcessingException {
    return json(house.post(BASE + path, body));
  }

  private static JsonNode json(Answer answer) throws JsonProcessingException {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.text());
  }

  @Test
  void services_areToldWithTheirRed() throws JsonProcessingException {
    JsonNode answer = get("services/overview");

    JsonNode shop = answer.path("services").path(0);
    assertThat(shop.path("service").asText()).isEqualTo("shop");
    assertThat(shop.path("basis").asText()).isEqualTo("requests");
    assertThat(shop.path("red").path("count").asInt()).isEqualTo(2);
    assertThat(shop.path("before").path("count").asInt()).isZero();
    assertThat(answer.path("range").path("stepNanos").asLong()).isEqualTo(60_000_000_000L);
    assertThat(answer.path("coverage").path("complete").asBoolean()).isTrue();
  }

  @Test
  void service_isToldWithOperationsAndNeighbours() throws JsonProcessingException {
    JsonNode answer = get("services/bank/overview");

    assertThat(answer.path("red").path("errorRate").asDouble()).isOne();
    assertThat(answer.path("operations").path(0).path("kind").asText()).isEqualTo("server");
    assertThat(answer.path("upstream").path(0).path("client").asText()).isEqualTo("shop");
    assertThat(answer.path("downstream")).isEmpty();
    assertThat(answer.path("series").size())
        .isEqualTo(answer.path("operations").path(0).path("sparkline").size());
  }

  @Test
  void versions_areToldBesideEachOther() throws JsonProcessingException {
    JsonNode answer = get("services/bank/versions");

    assertThat(answer.path("basis").asText()).isEqualTo("requests");
    JsonNode version = answer.path("versions").path(0);
    assertThat(version.path("version").asText()).isEmpty();
    assertThat(version.path("red").path("errors").asInt()).isOne();
    assertThat(version.path("firstSeenUnixNano").asText()).matches("[0-9]{19}");
    assertThat(version.path("new").asBoolean()).isFalse();
    assertThat(version.path("sparkline").size()).isGreaterThan(50);
    assertThat(get("services/nobody/versions").path("versions")).isEmpty();
  }

  @Test
  void map_hasNodesAndEdges() throws JsonProcessingException {
    JsonNode answer = get("map?focus=bank&hops=1&minShare=0.1");

    assertThat(answer.path("edges").path(0).path("server").asText()).isEqualTo("bank");
    assertThat(answer.path("nodes")).hasSize(2);
    assertThat(answer.path("nodes").path(0).path("instrumented").asBoolean()).isTrue();
  }

  @Test
  void changes_ofAFirstHour_areNone() throws JsonProcessingException {
    JsonNode answer = get("changes");

    assertThat(answer.path("changes")).isEmpty();
    assertThat(answer.path("coverage").path("reasons").path(0).asText())
        .isEqualTo("nothing was counted in the range before");
  }

  @Test
  void percentiles_areThoseOfTheSpansAskedFor() throws JsonProcessingException {
    JsonNode spans = get("traces/" + A + "/percentiles?ids=0000000000000001").path("spans");

    assertThat(spans).hasSize(1);
    assertThat(spans.path(0).path("percentile").asDouble()).isEqualTo(0.5);
    assertThat(spans.path(0).path("populationCount").asInt()).isEqualTo(2);
  }

  @Test
  void traces_areComparedNodeByNode() throws JsonProcessingException {
    JsonNode answer = get("compare/traces?a=" + A + "&b=" + B);

    assertThat(answer.path("a").path("durationNanos").asLong()).isEqualTo(2_000_000);
    assertThat(answer.path("nodes").path(0).path("deltaNanos").asLong()).isEqualTo(1_000_000);
    assertThat(answer.path("nodes").path(0).path("only").isNull()).isTrue();
    assertThat(answer.path("nodes").path(2).path("only").asText()).isEqualTo("a");
  }

  @Test
  void structure_mergesTraces() throws JsonProcessingException {
    JsonNode answer = post("structure", "{\"query\":\"{ name = `GET /` }\"}");

    assertThat(answer.path("traceCount").asInt()).isEqualTo(2);
    assertThat(answer.path("nodes").path(0).path("count").asInt()).isEqualTo(2);
    assertThat(answer.path("nodes").path(0).path("exampleTraceId").asText()).isEqualTo(B);
  }

  @Test
  void errors_areGrouped() throws JsonProcessingException {
    JsonNode answer = post("errors", "{\"steps\":2}");

    JsonNode group = answer.path("groups").path(0);
    assertThat(group.path("message").asText()).isEqualTo("no cover for #");
    assertThat(group.path("sparkline")).hasToString("[0,1]");
    assertThat(group.path("examples").path(0).path("spanId").asText()).endsWith("3");
    assertThat(group.path("new").asBoolean()).isFalse();
    assertThat(group.path("versions").path(0).path("count").asInt()).isOne();
    assertThat(answer.path("errorCount").asInt()).isOne();
    assertThat(answer.path("lookedAtBefore").isMissingNode()).isFalse();
  }

  @Test
  void errors_ofOneGroup_areToldAlone() throws JsonProcessingException {
    String id = post("errors", "{}").path("groups").path(0).path("id").asText();

    assertThat(post("errors", "{\"group\":\"" + id + "\"}").path("groups")).hasSize(1);
    assertThat(post("errors", "{\"group\":\"0\"}").path("groups")).isEmpty();
  }

  @Test
  void spans_areComparedByTheirAttributes() throws JsonProcessingException {
    JsonNode answer = post("compare/spans", "{\"selection\":\"{ status = error }\"}");

    assertThat(answer.path("selectionCount").asInt()).isOne();
    assertThat(answer.path("baselineCount").asInt()).isEqualTo(3);
  }

  @Test
  void queries_areComparedNodeByNode() throws JsonProcessingException {
    JsonNode answer =
        post(
            "compare/queries",
            "{\"a\":{\"query\":\"{ name = `book` }\"},\"b\":{\"query\":\"{ name = `GET /` }\"}}");

    assertThat(answer.path("a").path("traceCount").asInt()).isOne();
    assertThat(answer.path("b").path("traceCount").asInt()).isEqualTo(2);
    assertThat(answer.path("nodes").path(0).path("b").path("exampleTraceId").asText()).isEqualTo(B);
    assertThat(answer.path("nodes").path(2).path("deltaErrorRate").asDouble()).isZero();
    assertThat(answer.path("coverage").path("complete").asBoolean()).isTrue();
  }

  @Test
  void map_isOfTheTracesOfAQuery() throws JsonProcessingException {
    JsonNode answer = post("map", "{\"query\":\"{ span.region = `eu` }\"}");

    assertThat(answer.path("edges")).hasSize(1);
    assertThat(answer.path("edges").path(0).path("red").path("errors").asInt()).isOne();
  }

  @Test
  void funnel_tellsHowManyGotHowFar_andWhoWasLost() throws JsonProcessingException {
    JsonNode answer =
        post("funnels/eval", "{\"steps\":[\"{ name = `GET /` }\",\"{ name = `book` }\"]}");

    JsonNode first = answer.path("steps").path(0);
    JsonNode last = answer.path("steps").path(1);
    assertThat(first.path("traceCount").asInt()).isEqualTo(2);
    assertThat(first.path("lostCount").asInt()).isOne();
    assertThat(first.path("lost").path(0).path("traceId").asText()).isEqualTo(B);
    assertThat(first.path("lost").path(0).path("spanId").asText()).isEqualTo("0000000000000004");
    assertThat(first.path("lost").path(0).path("rootName").asText()).isEqualTo("GET /");
    assertThat(first.path("sincePrevious").isNull()).isTrue();
    assertThat(last.path("traceCount").asInt()).isOne();
    assertThat(last.path("shareOfPrevious").asDouble()).isEqualTo(0.5);
    assertThat(last.path("sincePrevious").path("p95Nanos").asLong()).isNotNegative();
    assertThat(answer.path("whole")).isEqualTo(last.path("sincePrevious"));
    assertThat(answer.path("coverage").path("complete").asBoolean()).isTrue();
  }

  @Test
  void text_isFoundInTheAttributesOfATrace() throws JsonProcessingException {
    JsonNode answer = post("traces/" + A + "/find", "{\"text\":\"EU\"}");

    assertThat(answer.path("count").asInt()).isOne();
    assertThat(answer.path("spanIds").path(0).asText()).isEqualTo("0000000000000003");
  }

  @Test
  void findings_areToldOfATraceThatIsSentAlong() throws JsonProcessingException {
    String trace = house.get(BASE + "traces/" + A).text();
    JsonNode answer = post("findings", trace);

    assertThat(answer).isEqualTo(get("traces/" + A + "/findings"));
  }

  @Test
  void longAnswer_comesLineByLine_toWhomTakesLines() throws JsonProcessingException {
    Answer answer =
        house.ask(
            "POST",
            BASE + "structure",
            "{\"query\":\"{ }\"}".getBytes(StandardCharsets.UTF_8),
            "accept",
            "application/x-ndjson");

    List<String> lines = answer.text().lines().toList();
    JsonNode first = new ObjectMapper().readTree(lines.getFirst());
    JsonNode last = new ObjectMapper().readTree(lines.getLast());
    assertThat(answer.header("content-type")).isEqualTo("application/x-ndjson");
    assertThat(first.path("progress").path("all").asInt()).isPositive();
    assertThat(last.path("answer")).isEqualTo(post("structure", "{\"query\":\"{ }\"}"));
  }

  @Test
  void questionThatIsNone_isRefusedAsEver_toWhomTakesLines() {
    Answer answer =
        house.ask(
            "POST",
            BASE + "structure",
            "{}".getBytes(StandardCharsets.UTF_8),
            "accept",
            "application/x-ndjson");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/error/message").asText()).contains("query needs a TraceQL query");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services/overview",
        "services/shop/overview",
        "services/shop/versions",
        "map",
        "changes",
        "compare/traces?a=" + A + "&b=" + B,
        "traces/" + A + "/findings",
        "traces/" + A + "/percentiles?ids=0000000000000001"
      })
  void answerThatTheClientHas_isNotSentAgain(String path) {
    Answer first = house.get(BASE + path);

    assertThat(first.header("server-timing")).startsWith("analyze;dur=");
    assertThat(house.get(BASE + path, "if-none-match", first.header("etag")).status())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "map | {'query':'{}'}",
        "compare/spans | {'selection':'{ status = error }'}",
        "compare/queries | {'a':{'query':'{}'},'b':{'query':'{}'}}",
        "structure | {'query':'{}'}",
        "funnels/eval | {'steps':['{}','{}']}",
        "errors | {}"
      })
  void question_tellsItsTiming_inItsHeadersOrBehindItsLines(String path, String body) {
    String question = body.replace('\'', '"');

    assertThat(house.post(BASE + path, question).header("server-timing"))
        .startsWith("analyze;dur=");
    assertThat(behindLines(path, question)).startsWith("analyze;dur=");
  }

  private String behindLines(String path, String body) {
    RequestHeaders asking =
        RequestHeaders.of(HttpMethod.POST, BASE + path, "accept", "application/x-ndjson");
    return WebClient.of(house.address("/"))
        .execute(asking, body)
        .aggregate()
        .join()
        .trailers()
        .get("server-timing", "");
  }

  @ParameterizedTest
  @CsvSource({
    "services/overview?endUnixNano=5&startUnixNano=5, endUnixNano needs a moment after"
        + " startUnixNano",
    "services/overview?endUnixNano=x, 'endUnixNano needs nanoseconds since 1970'",
    "services/overview?from=1, unknown parameter",
    "services/overview?startUnixNano=0, 'a range needs at most 1680 days'",
    "map?hops=11, hops needs a whole number from 1 to 10",
    "map?minShare=2, minShare needs a number from 0 to 1",
    "compare/traces?a=1, id: ",
    "traces/" + A + "/percentiles, ids: "
  })
  void badParameters_areRefused(String path, String why) {
    Answer answer = house.get(BASE + path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "errors | {'query':'{ name = '} | needs a query of spans",
        "errors | {'steps':0} | steps needs a whole number from 1 to 200",
        "structure | {} | query needs a TraceQL query",
        "funnels/eval | {} | steps needs an array of 2 to 8 texts, got none",
        "funnels/eval | {'steps':['{}']} | steps needs 2 to 8 texts, got 1",
        "funnels/eval | {'steps':['{}',7]} | each of steps needs a text, got 7",
        "funnels/eval | {'steps':['{}','{ name = ']} | steps[1], line 1, column",
        "funnels/eval | {'steps':['{} limit 5','{}']} | steps[0] needs a query that ends in spans",
        "funnels/eval | {'steps':['{}','{}'],'gapNanos':-1} | gapNanos needs a whole number from 0",
        "funnels/eval | {'steps':['{}','{}'],'gap':'5s'} | unknown member",
        "compare/spans | {} | selection needs a filter",
        "compare/queries | {'a':{'query':'{}'}} | b needs a JSON object, got none",
        "compare/queries | {'a':{'query':'{}'},'b':{'query':'{'}} | query",
        "map | {'query':'{}','minShare':2} | minShare needs a number from 0 to 1",
        "traces/00000000000000000000000000000001/find | {'text':' '} | text needs a text of at most",
        "findings | {'resourceSpans':[]} | the body needs to hold a span, got none",
        "findings | {} trailing | the body needs to be OTLP/JSON",
        "compare/spans | {'selection':'nonsense'} | need to be filters"
      })
  void badQuestions_areRefused(String path, String body, String why) {
    Answer answer = house.post(BASE + path, body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services/nobody/overview",
        "compare/traces?a=" + A + "&b=" + A + "f",
        "traces/0000000000000000000000000000000f/percentiles?ids=0000000000000001"
      })
  void whatIsNotThere_isNotFound(String path) {
    assertThat(house.get(BASE + path.replace(A + "f", A.replace('1', 'f'))).status())
        .isEqualTo(404);
  }
}
