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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// What readers of Tempo, Jaeger and Zipkin ask, Grafana's data sources on "Save & test" and in
/// Explore first, replayed against the whole server; and what `deploy/grafana` says about them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrafanaTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRACE = "463ac35c9f6413ad48485a3953bb6124";
  private static final String NONE = "00000000000000000000000000000001";
  private static final Path FOLDER = Path.of("../deploy/grafana");

  @TempDir private static Path folder;

  private final long now = Instant.now().getEpochSecond();
  private Clew clew;

  @BeforeAll
  void open() throws Exception {
    clew =
        Clew.open(
            TestSettings.of(folder, Map.of("zipkin.autocomplete-keys", "http/route")),
            InstantSource.system());
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

  private String filled(String text) {
    return text.replace("TRACE", TRACE)
        .replace("NONE", NONE)
        .replace("FROM_RFC", Instant.ofEpochSecond(now - 900).toString())
        .replace("TO_RFC", Instant.ofEpochSecond(now).toString())
        .replace("TO_MILLIS", Long.toString(now * 1000))
        .replace("FROM", Long.toString(now - 900))
        .replace("TO", Long.toString(now));
  }

  private HttpResponse<String> get(Port port, String path, String accept) throws Exception {
    URI address = clew.addresses().of(port).orElseThrow().resolve(filled(path));
    var request = HttpRequest.newBuilder(address).header("accept", accept);
    return CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "requests.csv", delimiter = '|', quoteCharacter = '`', emptyValue = "")
  void request_ofAReader_isAnswered(String door, int status, String path, @Nullable String part)
      throws Exception {
    HttpResponse<String> answer =
        get(door.equals("JAEGER") ? Port.PAGE : Port.valueOf(door), path, "application/json");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(part == null ? "" : filled(part));
  }

  @Test
  void trace_opened_isProtobuf() throws Exception {
    HttpResponse<String> answer =
        get(Port.TEMPO, "/api/v2/traces/TRACE?start=FROM&end=TO", "application/protobuf");

    assertThat(answer.headers().firstValue("content-type")).contains("application/protobuf");
    assertThat(answer.body()).contains("GET /", "select");
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
