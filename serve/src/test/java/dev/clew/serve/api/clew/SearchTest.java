package dev.clew.serve.api.clew;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Attribute;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SearchTest {
  private static final long MILLI = 1_000_000;

  private ApiHouse house;

  @BeforeAll
  void open() {
    house =
        ApiHouse.of(
            span("gateway", "POST /checkout")
                .trace(1)
                .id(1)
                .lasting(50 * MILLI)
                .status(StatusCode.ERROR, "")
                .with(Attribute.of("code", 500), Attribute.of("cached", true)),
            span("orders", "create")
                .trace(1)
                .id(2)
                .parent(1)
                .at(MILLI)
                .with(Attribute.of("ratio", 0.5)),
            span("gateway", "GET /").trace(2).id(3).at(10 * MILLI).lasting(2 * MILLI),
            span("orders", "late").trace(3).id(4).parent(99).at(20 * MILLI).lasting(3 * MILLI),
            span("gateway", "GET /")
                .trace(4)
                .id(5)
                .at(30 * MILLI)
                .lasting(9 * MILLI)
                .resource(Attribute.of("zone", "eu"))
                .event(31 * MILLI, "retry", Attribute.of("zone", "us")));
  }

  @AfterAll
  void close() {
    house.close();
  }

  private JsonNode search(String body) {
    Answer answer = house.post("/api/clew/v1/search", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /// The last digits of the ids of the traces found, in order.
  private static String ids(JsonNode found) {
    var ids = new StringBuilder();
    found
        .get("traces")
        .forEach(trace -> ids.append(trace.get("traceId").textValue().substring(31)));
    return ids.toString();
  }

  @Test
  void search_oneTrace_hasEveryMember() {
    Answer answer = house.post("/api/clew/v1/search", "{\"name\":\"create\"}");

    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("server-timing")).startsWith("search;dur=");
    assertThat(answer.at("/traces").toString())
        .isEqualTo(
            """
            [{"traceId":"00000000000000000000000000000001",\
            "rootService":"gateway","rootName":"POST /checkout",\
            "startUnixNano":"1767312000000000000","durationNanos":50000000,\
            "spanCount":2,"errorCount":1,"orphanCount":0,"matchedSpanCount":1,\
            "services":[{"name":"gateway","spanCount":1,"errorCount":1},\
            {"name":"orders","spanCount":1,"errorCount":0}]}]\
            """);
    assertThat(answer.at("/nextCursor").isNull()).isTrue();
  }

  @Test
  void search_emptyStore_coversItWhole() {
    JsonNode found = search("{\"service\":\"nobody\"}");

    assertThat(found.get("traces")).isEmpty();
    assertThat(found.at("/coverage/complete").booleanValue()).isTrue();
    assertThat(found.at("/coverage/totalBlocks").intValue()).isEqualTo(1);
    assertThat(found.at("/coverage/reasons").toString()).isEqualTo("[]");
  }

  @Test
  void search_rootMissing_namesTheEarliestSpan() {
    JsonNode trace = search("{\"name\":\"late\"}").at("/traces/0");

    assertThat(trace.get("rootService").textValue()).isEqualTo("orders");
    assertThat(trace.get("rootName").textValue()).isEqualTo("late");
    assertThat(trace.get("orphanCount").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 4321",
        "{} | 4321",
        "{\"orderBy\":\"start\"} | 4321",
        "{\"orderBy\":\"duration\"} | 1432",
        "{\"service\":\"orders\"} | 31",
        "{\"service\":\"orders\",\"name\":\"POST /checkout\"} | ``",
        "{\"hasError\":true} | 1",
        "{\"hasError\":false} | 4321",
        "{\"hasError\":false,\"service\":\"gateway\"} | 42",
        "{\"minDurationNanos\":3000000} | 431",
        "{\"minDurationNanos\":3000000,\"maxDurationNanos\":9000000} | 43",
        "{\"startUnixNano\":\"1767312000010000000\"} | 432",
        "{\"endUnixNano\":\"1767312000010000000\"} | 1",
        "{\"limit\":2} | 43",
        "{\"attributes\":[]} | 4321",
        "{\"attributes\":[{\"key\":\"code\",\"value\":500}]} | 1",
        "{\"attributes\":[{\"key\":\"code\",\"value\":500.0}]} | 1",
        "{\"attributes\":[{\"key\":\"code\",\"value\":\"500\"}]} | ``",
        "{\"attributes\":[{\"key\":\"cached\",\"value\":true}]} | 1",
        "{\"attributes\":[{\"key\":\"cached\",\"value\":\"true\"}]} | ``",
        "{\"attributes\":[{\"key\":\"ratio\",\"value\":0.5}]} | 1",
        "{\"attributes\":[{\"key\":\"code\",\"value\":500},{\"key\":\"ratio\",\"value\":0.5}]} | ``",
        "{\"attributes\":[{\"key\":\"zone\",\"value\":\"eu\"}]} | 4",
        "{\"attributes\":[{\"key\":\"zone\",\"value\":\"eu\",\"scope\":\"resource\"}]} | 4",
        "{\"attributes\":[{\"key\":\"zone\",\"value\":\"eu\",\"scope\":\"span\"}]} | ``",
        "{\"attributes\":[{\"key\":\"zone\",\"value\":\"us\",\"scope\":\"event\"}]} | 4"
      })
  void search_condition_findsWhatMeetsIt(String body, String traces) {
    assertThat(ids(search(body))).isEqualTo(traces);
  }

  @ParameterizedTest
  @CsvSource({"start, 4321", "duration, 1432"})
  void search_pageByPage_findsEachTraceOnce(String order, String traces) {
    var found = new StringBuilder();
    List<String> cursors = new ArrayList<>(List.of(""));
    while (cursors.size() < 9 && !cursors.getLast().equals("null")) {
      JsonNode page =
          search("{\"limit\":1,\"orderBy\":\"%s\"%s}".formatted(order, cursors.getLast()));
      found.append(ids(page));
      JsonNode next = page.get("nextCursor");
      cursors.add(next.isNull() ? "null" : ",\"cursor\":" + next);
    }

    assertThat(found).hasToString(traces);
  }

  @Test
  void search_limitOfTheProcess_isTheMost() {
    assertThat(house.post("/api/clew/v1/search", "{\"limit\":50}").status()).isEqualTo(200);
    assertThat(house.post("/api/clew/v1/search", "{\"limit\":51}").at("/error/message").textValue())
        .isEqualTo("limit needs a whole number from 1 to 50, got 51");
  }

  @Test
  void search_attributes_areAHundredAtMost() {
    String attribute = "{\"key\":\"code\",\"value\":500}";
    String hundred = String.join(",", Collections.nCopies(100, attribute));

    assertThat(ids(search("{\"attributes\":[" + hundred + "]}"))).isEqualTo("1");
    assertThat(
            house
                .post("/api/clew/v1/search", "{\"attributes\":[" + hundred + "," + attribute + "]}")
                .at("/error/message")
                .textValue())
        .isEqualTo("attributes needs at most 100 entries, got an array");
  }
}
