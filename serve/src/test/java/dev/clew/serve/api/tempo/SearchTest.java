package dev.clew.serve.api.tempo;

import static dev.clew.serve.api.SpanSketch.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
  private static final long SECOND = 1_000_000_000;
  private static final long BASE_SECOND = SpanSketch.BASE / SECOND;

  private ApiHouse house;

  @BeforeEach
  void open() {
    house =
        TempoHouse.of(
            span("web", "GET /").trace(0xa1).id(1).kind(SpanKind.SERVER).lasting(557_000_000),
            span("db", "select")
                .trace(0xa1)
                .id(2)
                .parent(1)
                .at(1000)
                .status(StatusCode.ERROR, "")
                .lasting(1_500_000)
                .with(
                    Attribute.of("http.route", "/a b"),
                    new Attribute("n", new AttributeValue.Int(500))),
            span("web", "GET /x").trace(0xb2).id(3).at(5 * SECOND).lasting(20_000_000));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Answer search(String parameters) {
    return house.get("/api/search?" + parameters);
  }

  private static String query(String query) {
    return "q=" + URLEncoder.encode(query, UTF_8);
  }

  private static List<String> ids(Answer answer) {
    var ids = new ArrayList<String>();
    answer.at("/traces").forEach(trace -> ids.add(trace.at("/traceID").asText()));
    return ids;
  }

  @Test
  void traceql_found_isToldFieldByField() {
    Answer answer = search(query("{ span.n = 500 && status = error && name = `select` }"));

    JsonNode trace = answer.at("/traces/0");
    assertThat(trace.at("/spanSets/0")).isEqualTo(trace.at("/spanSet"));
    assertThat(trace.toString())
        .startsWith(
            ("{'traceID':'a1','rootServiceName':'web','rootTraceName':'GET /',"
                    + "'startTimeUnixNano':'1767312000000000000','durationMs':557,'spanSet':"
                    + "{'spans':[{'spanID':'0000000000000002','name':'select',"
                    + "'startTimeUnixNano':'1767312000000001000','durationNanos':'1500000',"
                    + "'attributes':[")
                .replace('\'', '"'))
        .contains("{\"key\":\"n\",\"value\":{\"intValue\":\"500\"}}")
        .contains("{\"key\":\"status\",\"value\":{\"stringValue\":\"error\"}}")
        .endsWith(
            ("'matched':1}],'serviceStats':{'db':{'spanCount':1,'errorCount':1},"
                    + "'web':{'spanCount':1}}}")
                .replace('\'', '"'));
    assertThat(answer.at("/metrics/inspectedSpans").isTextual()).isTrue();
  }

  @Test
  void labels_ofGroups_areTheSpansets() {
    JsonNode set =
        search(query("{ } | by(span:kind) | avg(duration) > 1ms")).at("/traces/1/spanSets");

    assertThat(set.toString())
        .contains("{\"key\":\"by(kind)\",\"value\":{\"stringValue\":\"server\"}}")
        .contains("{\"key\":\"avg(duration)\",\"value\":{\"stringValue\":\"557ms\"}}");
  }

  @Test
  void spans_perSpanset_areBounded() {
    String all = query("{ }");

    assertThat(search(all + "&spss=1").at("/traces/1/spanSets/0/spans")).hasSize(1);
    assertThat(search(all + "&spss=0").at("/traces/1/spanSets/0/spans")).hasSize(2);
    assertThat(search(all + "&spss=1").at("/traces/1/spanSets/0/matched").asInt()).isEqualTo(2);
  }

  @Test
  void noParameters_findAll_newestFirst() {
    assertThat(ids(house.get("/api/search"))).containsExactly("b2", "a1");
    assertThat(ids(search("limit=1"))).containsExactly("b2");
  }

  @Test
  void nothingFound_isAnEmptyList() {
    assertThat(search(query("{ name = `none` }")).text())
        .startsWith("{\"traces\":[],\"metrics\":{");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tags=service.name%3Ddb|a1",
        "tags=n%3D500|a1",
        "tags=n%3D500%20http.route%3D%22%2Fa%20b%22|a1",
        "tags=name%3Dselect%20error%3Dtrue|a1",
        "tags=status.code%3Derror|a1",
        "tags=root.name%3D%22GET%20%2Fx%22|b2",
        "tags=root.service.name%3Dweb&limit=1|b2",
        "tags=service.name%3Dweb&maxDuration=100ms|b2",
        "minDuration=0.5s|a1",
        "http.route=%2Fa+b|a1",
        "service.name=db&limit=5|a1",
      })
  void tags_ofTheTimeBefore_find(String parameters, String id) {
    assertThat(ids(search(parameters))).containsExactly(id);
  }

  @Test
  void range_isOfSeconds_theLastWhole() {
    assertThat(ids(search("start=%d&end=%d".formatted(BASE_SECOND + 1, BASE_SECOND + 5))))
        .containsExactly("b2");
    assertThat(ids(search("start=%d&end=%d".formatted(BASE_SECOND, BASE_SECOND + 4))))
        .containsExactly("a1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q=%7B|invalid TraceQL query: parse error at line 1, column 2",
        "q=%7B%7D%20%7C%20rate()|invalid TraceQL query: a search needs",
        "q=%7B%20status%20%3E%20ok%20%7D|invalid TraceQL query: parse error",
        "q=nonsense|invalid TraceQL query: parse error",
        "q=%7B%7D&tags=a%3Db|invalid request: can't specify tags and q in the same query",
        "tags=a%3Db%20a%3Dc|invalid tags: needs every key once, got \"a\" again",
        "tags=a|invalid tags: needs key=value or key=\"value\", with spaces between, got \"a\"",
        "tags=%3Db|invalid tags: needs key=value",
        "tags=a%3D%22b|invalid tags: needs key=value",
        "tags=a%3D%22b%22c|invalid tags: needs key=value",
        "limit=0|invalid limit: must be a positive number",
        "limit=-1|invalid limit: needs a whole number",
        "limit=x|invalid limit: needs a whole number",
        "limit=262145|limit 262145 exceeds max limit 262144",
        "limit=99999999999999999999|invalid limit: needs a whole number",
        "spss=101|spans per span set exceeds 100. received 101",
        "spss=-3|invalid spss: needs a whole number",
        "start=1|please provide positive values for http parameters start and end. received start=1 end=0",
        "end=1|please provide positive values for http parameters start and end. received start=0 end=1",
        "start=5&end=5|http parameter start must be before end. received start=5 end=5",
        "start=9&end=5|http parameter start must be before end. received start=9 end=5",
        "start=1.5&end=5|invalid start: needs a whole number",
        "start=1&end=4294967296|invalid end: needs a whole number from 0 to 4294967295",
        "start=1&end=700000|range specified by start and end exceeds 168h0m0s. received start=1 end=700000",
        "minDuration=5|invalid minDuration: needs a duration",
        "maxDuration=1y|invalid maxDuration: needs a duration",
        "minDuration=2s&maxDuration=1s|invalid maxDuration: needs minDuration or more, got 1s and 2s",
      })
  void search_thatIsNone_saysWhatItGot(String parameters, String message) {
    Answer answer = search(parameters);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith(message).endsWith("\n");
    assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
  }
}
