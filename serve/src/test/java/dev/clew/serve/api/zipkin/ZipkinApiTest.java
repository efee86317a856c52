package dev.clew.serve.api.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryLimits;
import dev.clew.serve.api.Answer;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import dev.clew.store.InMemorySpanStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Zipkin's addresses over spans that came in another format.
final class ZipkinApiTest {
  private static ApiHouse house;

  @BeforeAll
  static void open() {
    var store = new InMemorySpanStore();
    store.add(TenantId.DEFAULT, spans());
    var engine = new QueryEngine(store, QueryLimits.defaults(), () -> ApiHouse.NOW);
    var config = new ZipkinApi.Config(List.of("http.route", "env"), Duration.ofDays(1));
    var liveness = new Liveness("1.2.3", Optional::empty);
    house =
        ApiHouse.serving((server, meter) ->
            new ZipkinApi(engine, config, liveness, () -> ApiHouse.NOW, meter).mount(server));
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static List<Span> spans() {
    return Stream.of(
            SpanSketch.span("Cart", "GET /Cart")
                .trace(1)
                .kind(SpanKind.SERVER)
                .with(Attribute.of("http.route", "/cart")),
            SpanSketch.span("Cart", "query")
                .trace(1)
                .id(2)
                .parent(1)
                .kind(SpanKind.CLIENT)
                .with(Attribute.of("server.address", "db"), Attribute.of("env", 5)),
            SpanSketch.span("a", "x").trace(5, 2).at(1_000_000_000),
            SpanSketch.span("b", "y").trace(3).kind(SpanKind.CLIENT).with("peer.service", name()),
            SpanSketch.span("c", "").trace(4))
        .map(SpanSketch::make)
        .toList();
  }

  private static AttributeValue name() {
    return new AttributeValue.Text("Cart");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "services | [`Cart`,`a`,`b`,`c`]",
        "spans?serviceName=Cart | [`GET /Cart`,`query`]",
        "spans?serviceName=c | []",
        "spans?serviceName=nobody | []",
        "remoteServices?serviceName=Cart | [`db`]",
        "remoteServices?serviceName=b | [`Cart`]",
        "remoteServices?serviceName=a | []",
        "autocompleteKeys | [`env`,`http.route`]",
        "autocompleteValues?key=http.route | [`/cart`]",
        "autocompleteValues?key=env | [`5`]",
        "autocompleteValues?key=server.address | []",
        "dependencies?endTs=1767312060000 | [{`parent`:`Cart`,`child`:`db`,`callCount`:1},{`parent`:`b`,`child`:`Cart`,`callCount`:1}]",
        "dependencies?endTs=1 | []",
        "traceMany?traceIds=7,8 | []"
      })
  void address_isAnswered(String path, String expected) {
    for (String base : List.of("/api/v2/", "/zipkin/api/v2/")) {
      Answer answer = house.get(base + path);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).startsWith("application/json");
      assertThat(answer.text()).isEqualTo(expected.replace('`', '"'));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "services, 'max-age=300, must-revalidate'",
    "spans?serviceName=Cart, ''",
    "autocompleteKeys, 'max-age=300, must-revalidate'"
  })
  void lists_ofMoreThanThree_mayBeKept(String path, String expected) {
    assertThat(house.get("/api/v2/" + path).header("cache-control")).isEqualTo(expected);
  }

  @Test
  void trace_isToldWhole() {
    assertThat(house.get("/api/v2/trace/1").text())
        .isEqualTo(
            ("[{'traceId':'0000000000000001','id':'0000000000000001','kind':'SERVER',"
                    + "'name':'GET /Cart','timestamp':1767312000000000,'duration':1000,"
                    + "'localEndpoint':{'serviceName':'Cart'},'tags':{'http.route':'/cart'}},"
                    + "{'traceId':'0000000000000001','parentId':'0000000000000001',"
                    + "'id':'0000000000000002','kind':'CLIENT','name':'query',"
                    + "'timestamp':1767312000000000,'duration':1000,"
                    + "'localEndpoint':{'serviceName':'Cart'},"
                    + "'remoteEndpoint':{'serviceName':'db'},"
                    + "'tags':{'env':'5','server.address':'db'}}]")
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 4",
    "serviceName=Cart, 1",
    "serviceName=cart, 0",
    "remoteServiceName=db, 1",
    "spanName=query&serviceName=Cart, 1",
    "annotationQuery=http.route%3D/cart, 1",
    "annotationQuery=http.route%3D/cart and env, 0",
    "annotationQuery=env%3D5, 1",
    "minDuration=1000, 4",
    "minDuration=1001, 0",
    "limit=2, 2",
    "endTs=1767312000000, 3",
    "endTs=1767312001000&lookback=500, 1"
  })
  void search_finds(String parameters, int traces) {
    Answer answer = house.get("/api/v2/traces?" + parameters.replace(" ", "%20"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).hasSize(traces);
  }

  @Test
  void search_newestTraceFirst() {
    assertThat(house.get("/api/v2/traces?limit=1").at("/0/0/traceId").textValue())
        .isEqualTo("00000000000000050000000000000002");
  }

  @Test
  void traceMany_leavesOutWhatIsNotHere() {
    assertThat(house.get("/api/v2/traceMany?traceIds=1,9,3").json()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spans",
        "spans?serviceName=",
        "remoteServices",
        "remoteServices?serviceName=%20",
        "autocompleteValues",
        "traces?endTs=0",
        "traces?endTs=abc",
        "traces?lookback=-1",
        "traces?limit=0",
        "traces?limit=1e9",
        "traces?limit=99999999999999999999",
        "traces?minDuration=0",
        "traces?maxDuration=1",
        "traces?minDuration=2&maxDuration=1",
        "traces?minDuration=NaN",
        "trace/",
        "trace/0",
        "trace/00000000000000000000000000000000",
        "trace/G",
        "trace/ABC",
        "trace/0x1",
        "trace/-1",
        "trace/%20",
        "trace/%00",
        "trace/%F0%9F%92%A9",
        "trace/111111111111111111111111111111111",
        "traceMany",
        "traceMany?traceIds=",
        "traceMany?traceIds=1",
        "traceMany?traceIds=1,1",
        "traceMany?traceIds=1,0001",
        "traceMany?traceIds=1,,2",
        "traceMany?traceIds=1,x",
        "dependencies",
        "dependencies?endTs=0",
        "dependencies?endTs=1&lookback=0",
        "dependencies?endTs=now"
      })
  void nonsense_is400InPlainText(String path) {
    Answer answer = house.get("/api/v2/" + path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(answer.text()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v2/trace/abc, 0000000000000abc not found",
    "/api/v2/trace/00000000000000000000000000000abc, 0000000000000abc not found",
    "/api/v2/nothing, not found",
    "/zipkin/, not found",
    "/api/v1/services, not found"
  })
  void whatIsNotHere_is404(String path, String message) {
    Answer answer = house.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo(message + "\n");
  }

  @Test
  void surroundings_areTold() {
    assertThat(house.get("/health").at("/zipkin/status").textValue()).isEqualTo("UP");
    assertThat(house.get("/actuator/health").at("/status").textValue()).isEqualTo("UP");
    assertThat(house.get("/info").at("/clew/version").textValue()).isEqualTo("1.2.3");
    assertThat(house.get("/zipkin/config.json").at("/defaultLookback").longValue())
        .isEqualTo(86_400_000);
    assertThat(house.get("/").status()).isEqualTo(302);
    assertThat(house.get("/").header("location")).isEqualTo("/zipkin/");
  }

  private static Links dependenciesOfOneTraceAtMost(List<Span> spans) throws Exception {
    var store = new InMemorySpanStore();
    store.add(TenantId.DEFAULT, spans);
    var engine = new QueryEngine(store, QueryLimits.defaults(), () -> ApiHouse.NOW);
    return new Dependencies(engine, 1).in(new Window(1_767_312_060_000L, 86_400_000).toRange());
  }

  @Test
  void dependencies_ofTooManyTraces_areThoseThatWereCounted() throws Exception {
    assertThat(dependenciesOfOneTraceAtMost(spans()).counts())
        .containsOnlyKeys(new Links.Link("b", "Cart"));
  }

  /// What only an attribute names is linked where spans are read, and not counted.
  @ParameterizedTest
  @CsvSource({"20, 1", "21, 0"})
  void dependencies_ofTooManySpans_areThoseThatWereCounted(int spans, int links) throws Exception {
    List<Span> trace = new ArrayList<>(spans().subList(0, 2));
    for (int id = 3; id <= spans; id++) {
      trace.add(SpanSketch.span("Cart", "sum").trace(1).id(id).parent(1).make());
    }

    assertThat(dependenciesOfOneTraceAtMost(trace).counts()).hasSize(links);
  }
}
