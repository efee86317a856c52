package dev.clew.serve.api.jaeger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.collect.CollectLimits;
import dev.clew.collect.CollectStats;
import dev.clew.collect.Collector;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.collect.RedactionSettings;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.store.InMemorySpanStore;
import dev.clew.wire.Encoding;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Jaeger's integration queries over Jaeger's fixtures, all received as OTLP/JSON, through both
/// generations of the API.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JaegerConformanceTest {
  private Fixtures fixtures;
  private ApiHouse house;

  @BeforeAll
  void receiveAll() {
    fixtures = new Fixtures(ApiHouse.NOW.truncatedTo(ChronoUnit.DAYS));
    var store = new InMemorySpanStore();
    Collector collector = collector(store);
    for (byte[] request : fixtures.requests()) {
      Receipt receipt =
          collector.receive(TenantId.DEFAULT, request, Encoding.IDENTITY, Format.OTLP_JSON);
      assertThat(receipt).isInstanceOf(Receipt.Stored.class);
    }
    house = ApiHouse.over(store);
  }

  private static Collector collector(InMemorySpanStore store) {
    return new Collector(
        (tenant, request) -> {
          store.append(tenant, request);
          return new Receipt.Stored(request.spans().size());
        },
        CollectLimits.DEFAULT,
        RedactionSettings.usual(new byte[16]),
        new CollectStats(),
        () -> ApiHouse.NOW);
  }

  @AfterAll
  void close() {
    if (house != null) {
      house.close();
    }
  }

  Stream<Arguments> queries() {
    return fixtures.queries().stream()
        .map(query -> Arguments.of(query.get("Caption").textValue(), query));
  }

  @Test
  void fixtures_asPublished_areComplete() {
    assertThat(fixtures.queries()).hasSize(25);
    assertThat(fixtures.requests()).hasSize(32);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void v3Search_publishedQuery_findsItsFixtures(String caption, JsonNode query) {
    Answer answer = house.get("/api/v3/traces?" + v3(query.get("Query")));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(Fixtures.spansOf(answer.at("/result").toString().getBytes(UTF_8)))
        .containsExactlyInAnyOrderElementsOf(expected(query));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void v3Summaries_publishedQuery_nameItsFixtures(String caption, JsonNode query) {
    Answer answer = house.get("/api/v3/trace-summaries?" + v3(query.get("Query")));

    assertThat(answer.at("/summaries").findValuesAsText("traceId"))
        .containsExactlyInAnyOrderElementsOf(
            expected(query).stream().map(span -> span.traceId().toString()).distinct().toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void v1Search_publishedQuery_findsItsFixtures(String caption, JsonNode query) {
    Answer answer = house.get("/api/traces?" + v1(query.get("Query")));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(shown(answer.at("/data")))
        .containsExactlyInAnyOrderElementsOf(expected(query).stream().map(Shown::of).toList());
  }

  /// What the first generation tells of a span that can be compared with what was sent.
  private record Shown(
      String trace, String span, String service, String name, long micros, long lasting, int logs) {
    static Shown of(Span span) {
      return new Shown(
          HexFormat.of().toHexDigits(span.traceId().low()),
          span.spanId().toString(),
          span.resource().serviceName(),
          span.name(),
          span.startNanos() / 1000,
          span.durationNanos() / 1000,
          span.events().size());
    }

    static Shown of(JsonNode trace, JsonNode span) {
      String process = span.get("processID").textValue();
      return new Shown(
          span.get("traceID").textValue(),
          span.get("spanID").textValue(),
          trace.at("/processes/" + process + "/serviceName").textValue(),
          span.get("operationName").textValue(),
          span.get("startTime").longValue(),
          span.get("duration").longValue(),
          span.get("logs").size());
    }
  }

  private static List<Shown> shown(JsonNode data) {
    return data.valueStream()
        .flatMap(trace -> trace.get("spans").valueStream().map(span -> Shown.of(trace, span)))
        .toList();
  }

  private List<Span> expected(JsonNode query) {
    var spans = new ArrayList<Span>();
    query.get("ExpectedFixtures").forEach(name -> spans.addAll(fixtures.spans(name.textValue())));
    return spans;
  }

  private String v3(JsonNode query) {
    var parameters = new StringJoiner("&");
    add(parameters, "query.service_name", query.get("ServiceName").textValue());
    add(parameters, "query.operation_name", query.get("OperationName").textValue());
    add(parameters, "query.attributes", tags(query));
    add(parameters, "query.start_time_min", moment(query, "StartTimeMin").toString());
    add(parameters, "query.start_time_max", moment(query, "StartTimeMax").toString());
    add(parameters, "query.duration_min", query.get("DurationMin").longValue() + "ns");
    add(parameters, "query.duration_max", query.get("DurationMax").longValue() + "ns");
    add(parameters, "query.search_depth", query.get("NumTraces").asText());
    return parameters.toString();
  }

  private String v1(JsonNode query) {
    var parameters = new StringJoiner("&");
    add(parameters, "service", query.get("ServiceName").textValue());
    add(parameters, "operation", query.get("OperationName").textValue());
    add(parameters, "tags", tags(query));
    add(parameters, "start", micros(moment(query, "StartTimeMin")));
    add(parameters, "end", micros(moment(query, "StartTimeMax")));
    add(parameters, "minDuration", query.get("DurationMin").longValue() + "ns");
    add(parameters, "maxDuration", query.get("DurationMax").longValue() + "ns");
    add(parameters, "limit", query.get("NumTraces").asText());
    return parameters.toString();
  }

  private static void add(StringJoiner parameters, String name, String value) {
    parameters.add(name + "=" + URLEncoder.encode(value, UTF_8));
  }

  private Instant moment(JsonNode query, String name) {
    return fixtures.shifted(query.get(name).textValue());
  }

  private static String micros(Instant moment) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
  }

  /// Both generations take values as text only.
  private static String tags(JsonNode query) {
    ObjectNode texts = JsonNodeFactory.instance.objectNode();
    query.get("Tags").properties().forEach(tag -> texts.put(tag.getKey(), tag.getValue().asText()));
    return texts.isEmpty() ? "" : texts.toString();
  }
}
