package dev.clew.serve.api.tempo;

import static dev.clew.serve.api.SpanSketch.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {
  private static final long BASE_SECOND = SpanSketch.BASE / 1_000_000_000;

  private ApiHouse house;

  @BeforeEach
  void open() {
    house =
        TempoHouse.of(
            span("web", "GET /")
                .id(1)
                .with(
                    Attribute.of("http/route", "/a"),
                    new Attribute("n", new AttributeValue.Int(5)),
                    new Attribute("ok", new AttributeValue.Bool(true)),
                    new Attribute("ratio", new AttributeValue.Real(0.5))),
            span("db", "select").trace(2).id(2).event(5, "retry", Attribute.of("why", "busy")));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(each -> texts.add(each.isTextual() ? each.asText() : each.toString()));
    return texts;
  }

  @Test
  void names_withoutScopes_areSorted() {
    assertThat(house.get("/api/search/tags").text())
        .isEqualTo(
            "{\"tagNames\":[\"http/route\",\"n\",\"ok\",\"ratio\",\"service.name\",\"why\"],"
                + "\"metrics\":{}}");
  }

  @Test
  void names_ofIntrinsics_areTheLanguages() {
    assertThat(texts(house.get("/api/search/tags?scope=intrinsic").at("/tagNames")))
        .hasSize(25)
        .contains("duration", "trace:rootService");
  }

  @Test
  void names_byScope_haveIntrinsicsLast() {
    JsonNode scopes = house.get("/api/v2/search/tags").at("/scopes");

    assertThat(texts(scopes.at("/0/tags"))).containsExactly("http/route", "n", "ok", "ratio");
    assertThat(scopes.findValuesAsText("name"))
        .containsExactly("span", "resource", "event", "intrinsic");
  }

  @Test
  void names_ofOneScope_areAlone() {
    assertThat(house.get("/api/v2/search/tags?scope=event").text())
        .isEqualTo("{\"scopes\":[{\"name\":\"event\",\"tags\":[\"why\"]}],\"metrics\":{}}");
  }

  @Test
  void names_ofFilteredSpans_areFewer() {
    Answer answer =
        house.get("/api/v2/search/tags?scope=span&q=%7Bresource.service.name%3D%22db%22%7D");

    assertThat(answer.at("/scopes")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service.name|db,web",
        "http%2Froute|/a",
        "http%252Froute|/a",
        "http/route|/a",
        "name|GET /,select",
        "root.name|GET /,select",
        "root.service.name|db,web",
        "n|5",
        "status.code|unset,ok,error",
        "error|true",
      })
  void values_asText_areAll(String tag, String values) {
    assertThat(texts(house.get("/api/search/tag/" + tag + "/values").at("/tagValues")))
        .containsExactly(values.split(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resource.service.name|string|db,web",
        ".service.name|string|db,web",
        "span.http%252Froute|string|/a",
        "span.n|int|5",
        "span.ok|bool|true",
        "span.ratio|float|0.5",
        "name|string|GET /,select",
        "status|keyword|error,ok,unset",
        "kind|keyword|unspecified,internal,server,client,producer,consumer",
        "trace%3ArootService|string|db,web",
        "event.why|string|busy",
        "event:name|string|retry",
      })
  void values_withTypes_areAll(String tag, String type, String values) {
    JsonNode found = house.get("/api/v2/search/tag/" + tag + "/values").at("/tagValues");

    assertThat(found.findValuesAsText("value")).containsExactly(values.split(","));
    assertThat(found.findValuesAsText("type")).containsOnly(type);
  }

  @Test
  void values_ofDurations_areNone() {
    assertThat(house.get("/api/v2/search/tag/duration/values").text())
        .isEqualTo("{\"tagValues\":[],\"metrics\":{}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q=%7B%20span.n%20%3D%205%20%7D|web",
        "q=%7B%20span.n%20%3D%205%20%26%26%20.x%20%3D%20%7D|web",
        "q=%7B%20.x%20%3D|db,web",
        "limit=1|db",
      })
  void values_ofFilteredSpans_areFewer(String parameters, String values) {
    JsonNode found =
        house.get("/api/v2/search/tag/resource.service.name/values?" + parameters).at("/tagValues");

    assertThat(found.findValuesAsText("value")).containsExactly(values.split(","));
  }

  @Test
  void values_ofAnotherTime_areNone() {
    String range = "?start=%d&end=%d".formatted(BASE_SECOND - 60, BASE_SECOND - 30);

    assertThat(house.get("/api/search/tag/service.name/values" + range).at("/tagValues")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search/tags?scope=x|invalid scope: x",
        "v2/search/tags?scope=SPAN|invalid scope: SPAN",
        "v2/search/tags?limit=x|invalid limit",
        "v2/search/tags?limit=-1|invalid limit",
        "v2/search/tags?start=1|please provide positive values",
        "v2/search/tags?start=2&end=1|http parameter start must be before end",
        "search/tags?start=a&end=1|invalid start",
        "search/tag/a/values?start=2&end=1|http parameter start must be before end",
        "search/tag/a/values?limit=1e3|invalid limit",
        "v2/search/tag/foo/values|please provide a valid tagName",
        "v2/search/tag/./values|please provide a valid tagName",
        "v2/search/tag/span./values|please provide a valid tagName",
        "v2/search/tag/%7B%7D/values|please provide a valid tagName",
        "v2/search/tag/name%20name/values|please provide a valid tagName",
        "v2/search/tag/span.a%20%3D%201/values|please provide a valid tagName",
        "v2/search/tag/5/values|please provide a valid tagName",
        "v2/search/tag/%22a%22/values|please provide a valid tagName",
        "v2/search/tag/trace:name/values|please provide a valid tagName",
        "v2/search/tag/span.%22a/values|please provide a valid tagName",
        "v2/search/tag/span.a/values?end=x&start=1|invalid end",
        "v2/search/tag/span.a/values?limit=%20|invalid limit",
      })
  void question_thatIsNone_saysWhatItGot(String path, String message) {
    Answer answer = house.get("/api/" + path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).startsWith(message).endsWith("\n");
  }
}
