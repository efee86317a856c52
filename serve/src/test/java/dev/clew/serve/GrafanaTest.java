package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.clew.model.Attribute;
import dev.clew.model.SpanKind;
import dev.clew.serve.api.SpanSketch;
import dev.clew.serve.settings.Port;
import dev.clew.wire.otlp.OtlpWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The requests that Grafana's data sources make on "Save & test" and in Explore, replayed against
/// the whole server; and what `deploy/grafana` says about them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrafanaTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRACE = "463ac35c9f6413ad48485a3953bb6124";
  private static final Path FOLDER = Path.of("../deploy/grafana");

  @TempDir private static Path folder;

  private final long now = Instant.now().getEpochSecond();
  private Clew clew;

  @BeforeAll
  void open() throws Exception {
    clew = Clew.open(TestSettings.of(folder, Map.of()), InstantSource.system());
    long ago = (now - 60) * 1_000_000_000 - SpanSketch.BASE;
    byte[] spans =
        OtlpWriter.write(
            List.of(
                SpanSketch.span("web", "GET /")
                    .trace(0x463ac35c9f6413adL, 0x48485a3953bb6124L)
                    .id(1)
                    .at(ago)
                    .kind(SpanKind.CLIENT)
                    .with(Attribute.of("http/route", "/a"))
                    .make(),
                SpanSketch.span("db", "select")
                    .trace(0x463ac35c9f6413adL, 0x48485a3953bb6124L)
                    .id(2)
                    .parent(1)
                    .at(ago)
                    .kind(SpanKind.SERVER)
                    .make()));
    var request =
        HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/traces"))
            .header("content-type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(spans));
    assertThat(CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @AfterAll
  void close() throws IOException {
    clew.close();
  }

  private HttpResponse<String> get(Port port, String path, String accept) throws Exception {
    String filled =
        path.replace("TRACE", TRACE)
            .replace("FROM", Long.toString(now - 900))
            .replace("TO", Long.toString(now))
            .replace("MILLIS", Long.toString(now * 1000));
    URI address = clew.addresses().of(port).orElseThrow().resolve(filled);
    var request = HttpRequest.newBuilder(address).header("accept", accept);
    return CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Save & test, and the start
        "TEMPO|/api/echo|echo",
        "TEMPO|/api/status/buildinfo|\"version\":\"2.",
        // search and TraceQL
        "TEMPO|/api/search?q=%7B%7D&limit=20&spss=3&start=FROM&end=TO|\"traceID\":\"TRACE\"",
        "TEMPO|/api/search?q=%7Bresource.service.name%3D%22web%22%7D&limit=20&spss=3&start=FROM&end=TO|\"spanSets\":[{\"spans\":[{\"spanID\":\"0000000000000001\"",
        "TEMPO|/api/metrics/query_range?q=%7B%7D%7Crate()&start=FROM&end=TO&step=60s&exemplars=100|\"timestampMs\":\"",
        "TEMPO|/api/metrics/query?q=%7B%7D%7Crate()&start=FROM&end=TO|\"value\":0.00222",
        // pickers
        "TEMPO|/api/v2/search/tags|{\"name\":\"resource\",\"tags\":[\"service.name\"]}",
        "TEMPO|/api/v2/search/tags?start=FROM&end=TO&q=%7B%20.x%20%3D%20%7D|http/route",
        "TEMPO|/api/search/tags|service.name",
        "TEMPO|/api/v2/search/tag/resource.service.name/values|{\"type\":\"string\",\"value\":\"db\"}",
        "TEMPO|/api/v2/search/tag/span.http%252Froute/values?q=%7B%7D&start=FROM&end=TO|\"value\":\"/a\"",
        "TEMPO|/api/v2/search/tag/status/values|{\"type\":\"keyword\",\"value\":\"error\"}",
        // a trace that Tempo's older sources ask for
        "TEMPO|/api/traces/TRACE|\"batches\":[",
        "TEMPO|/ready|ready",
        "TEMPO|/tempo/api/echo|echo",
        "TEMPO|/api/search?tags=service.name%3Dweb&start=FROM&end=TO|\"traceID\":\"TRACE\"",
        "TEMPO|/api/search?q=%7B%7D%20%7C%20select(span.http%2Froute)&start=FROM&end=TO|\"key\":\"http/route\"",
        "TEMPO|/api/search/tags?scope=intrinsic|\"rootServiceName\"",
        "TEMPO|/api/v2/search/tags?scope=resource|\"service.name\"",
        "TEMPO|/api/search/tag/service.name/values|\"db\"",
        "TEMPO|/api/search/tag/status.code/values|\"unset\"",
        "TEMPO|/api/v2/search/tag/kind/values|\"value\":\"server\"",
        "TEMPO|/api/v2/search/tag/resource.service.name/values?q=%7Bspan.http%2Froute%3D%22%2Fa%22%7D|\"web\"",
        "TEMPO|/api/metrics/query_range?q=%7B%7D%7Cquantile_over_time(duration,.9)by(resource.service.name)&start=FROM&end=TO&step=60s|\"key\":\"p\"",
        "TEMPO|/api/metrics/query_range?q=%7B%7D%7Crate()&since=1h&step=60|\"series\":[",
        "TEMPO|/api/v2/traces/TRACE?q=%7Bname%3D%22select%22%7D|\"select\"",
        "JAEGER|/api/operations?service=web|\"spanKind\":\"client\"",
        "JAEGER|/api/traces?traceID=TRACE|\"traceID\":\"TRACE\"",
        "JAEGER|/api/traces?service=db&minDuration=1us&limit=1|\"data\":[",
        "JAEGER|/api/traces/TRACE?raw=true&prettyPrint=true|\"processes\": {",
        "JAEGER|/api/deep-dependencies?service=db|web",
        "JAEGER|/api/metrics/calls?service=db&endTs=MILLIS&lookback=600000&step=60000|\"service_call_rate\"",
        "JAEGER|/api/metrics/errors?service=db&groupByOperation=true|\"service_operation_error_rate\"",
        "JAEGER|/api/metrics/latencies?service=db&quantile=0.95|\"service_latencies\"",
        "JAEGER|/api/metrics/minstep|\"data\":10000",
        "JAEGER|/api/v3/operations?service=web&span_kind=client|\"spanKind\":\"client\"",
        "JAEGER|/api/v3/traces/TRACE|\"resourceSpans\":[",
        "JAEGER|/api/services|\"data\":[\"db\",\"web\"]",
        "JAEGER|/api/services/web/operations|\"GET /\"",
        "JAEGER|/api/traces?service=web&operation=GET%20%2F&limit=20&lookback=custom&start=FROM000000&end=TO000000|\"traceID\":\"TRACE\"",
        "JAEGER|/api/traces?service=web&tags=%7B%22http%2Froute%22%3A%22%2Fa%22%7D&start=FROM000000&end=TO000000|\"traceID\":\"TRACE\"",
        "JAEGER|/api/traces/TRACE|\"operationName\":\"select\"",
        "JAEGER|/api/dependencies?endTs=MILLIS&lookback=3600000|{\"parent\":\"web\",\"child\":\"db\",\"callCount\":1}",
        "JAEGER|/api/v3/services|\"services\":[",
        "ZIPKIN|/api/v2/services|\"web\"",
        "ZIPKIN|/api/v2/spans?serviceName=web|[",
        "ZIPKIN|/api/v2/traces?serviceName=web|\"traceId\":\"TRACE\"",
        "ZIPKIN|/api/v2/remoteServices?serviceName=web|[",
        "ZIPKIN|/api/v2/autocompleteKeys|[",
        "ZIPKIN|/api/v2/autocompleteValues?key=http/route|[",
        "ZIPKIN|/api/v2/traceMany?traceIds=TRACE,1|\"traceId\":\"TRACE\"",
        "ZIPKIN|/api/v2/dependencies?endTs=MILLIS&lookback=3600000|{\"parent\":\"web\",\"child\":\"db\",\"callCount\":1}",
        "ZIPKIN|/zipkin/config.json|\"defaultLookback\"",
        "ZIPKIN|/zipkin/api/v2/services|\"web\"",
        "ZIPKIN|/health|\"UP\"",
        "ZIPKIN|/info|{",
        "ZIPKIN|/api/v2/trace/TRACE|\"traceId\":\"TRACE\"",
      })
  void request_ofADataSource_isAnswered(String source, String path, String part) throws Exception {
    Port port = source.equals("JAEGER") ? Port.PAGE : Port.valueOf(source);

    HttpResponse<String> answer = get(port, path, "application/json");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains(part.replace("TRACE", TRACE));
  }

  @Test
  void trace_opened_isProtobuf() throws Exception {
    HttpResponse<String> answer =
        get(Port.TEMPO, "/api/v2/traces/TRACE?start=FROM&end=TO", "application/protobuf");

    assertThat(answer.headers().firstValue("content-type")).contains("application/protobuf");
    assertThat(answer.body()).contains("GET /", "select");
  }

  @Test
  void trace_thatIsNone_isSaidAsEachSourceNeedsIt() throws Exception {
    String none = "00000000000000000000000000000001";

    assertThat(get(Port.TEMPO, "/api/v2/traces/" + none, "application/protobuf").statusCode())
        .isEqualTo(200);
    assertThat(get(Port.TEMPO, "/api/traces/" + none, "*/*").statusCode()).isEqualTo(404);
    assertThat(get(Port.PAGE, "/api/traces/" + none, "*/*").statusCode()).isEqualTo(404);
    assertThat(get(Port.ZIPKIN, "/api/v2/trace/" + none, "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void dataSources_areAtThePortsThatClewHas() throws Exception {
    JsonNode sources =
        new ObjectMapper(new YAMLFactory())
            .readTree(FOLDER.resolve("provisioning/datasources/clew.yaml").toFile())
            .at("/datasources");

    assertThat(sources.findValuesAsText("type"))
        .containsExactly("tempo", "jaeger", "zipkin", "prometheus");
    assertThat(sources.findValuesAsText("url"))
        .containsExactly(
            "http://127.0.0.1:3200",
            "http://127.0.0.1:16686",
            "http://127.0.0.1:9411",
            "http://127.0.0.1:9090");
    List<String> known = sources.findValuesAsText("uid");
    assertThat(known).containsAll(sources.findValuesAsText("datasourceUid"));
  }

  @ParameterizedTest
  @CsvSource({"services,clew-services", "service,clew-service", "clew,clew-itself"})
  void dashboard_isWhole(String name, String uid) throws Exception {
    JsonNode board =
        JSON.readTree(Files.readString(FOLDER.resolve("dashboards/" + name + ".json")));

    assertThat(board.at("/uid").asText()).isEqualTo(uid);
    assertThat(board.at("/panels")).isNotEmpty();
    assertThat(board.at("/panels").findValuesAsText("expr"))
        .allSatisfy(expr -> assertThat(expr).isNotEmpty());
    assertThat(board.at("/panels").findValues("datasource"))
        .allSatisfy(source -> assertThat(source.at("/uid").asText()).isEqualTo("clew-prometheus"));
  }
}
