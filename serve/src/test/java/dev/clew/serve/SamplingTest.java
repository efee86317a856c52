package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.serve.grpc.JaegerCalls;
import dev.clew.serve.settings.Port;
import io.jaegertracing.internal.samplers.HttpSamplingManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients hear of sampling from the whole server.
class SamplingTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String STRATEGIES =
      """
      {"default_strategy": {"type": "probabilistic", "param": 0.5},
       "service_strategies": [
         {"service": "slow", "type": "ratelimiting", "param": 5},
         {"service": "shop", "type": "probabilistic", "param": 0.25,
          "operation_strategies": [{"operation": "GET /", "type": "probabilistic", "param": 0}]}]}
      """;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // opened before every test
  private Clew clew;

  @BeforeEach
  void open() throws Exception {
    Path file = Files.writeString(folder.resolve("strategies.json"), STRATEGIES);
    var settings = Map.of("sampling.strategies-file", file.toString());
    clew = Clew.open(TestSettings.of(folder.resolve("data"), settings), InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    clew.close();
  }

  private URI door(Port port) {
    return clew.addresses().of(port).orElseThrow();
  }

  private HttpResponse<String> get(Port port, String path) throws Exception {
    var request = HttpRequest.newBuilder(door(port).resolve(path)).build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({"SAMPLING_HTTP, /sampling", "SAMPLING_HTTP, /anything", "JAEGER_HTTP, /api/sampling"})
  void strategy_overHttp_isJaegersJson(Port port, String path) throws Exception {
    assertThat(get(port, path + "?service=?").body())
        .isEqualTo(
            "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":0.5}}");
    assertThat(get(port, path + "?service=slow").body())
        .isEqualTo(
            "{\"strategyType\":\"RATE_LIMITING\",\"rateLimitingSampling\":{\"maxTracesPerSecond\":5}}");
    assertThat(get(port, path + "?service=shop").body())
        .contains(
            "\"operationSampling\":{\"defaultSamplingProbability\":0.25,",
            "{\"operation\":\"GET /\",\"probabilisticSampling\":{\"samplingRate\":0.0}}");
  }

  @Test
  void strategy_atTheRoot_isTheJsonOfOlderClients() throws Exception {
    assertThat(get(Port.SAMPLING_HTTP, "/?service=a").body())
        .isEqualTo(
            "{\"strategyType\":0,\"probabilisticSampling\":{\"samplingRate\":0.5},"
                + "\"rateLimitingSampling\":null,\"operationSampling\":null}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/sampling", "/", "/sampling?service=a&service=b", "/baggageRestrictions"})
  void service_notOnce_isBadRequest(String path) throws Exception {
    HttpResponse<String> answer = get(Port.SAMPLING_HTTP, path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("'service' parameter must be provided once\n");
  }

  @Test
  void restrictions_areNone() throws Exception {
    assertThat(get(Port.SAMPLING_HTTP, "/baggageRestrictions?service=a").body()).isEqualTo("[]");
    assertThat(get(Port.JAEGER_HTTP, "/api/baggageRestrictions?service=a").body()).isEqualTo("[]");
  }

  @Test
  void jaegersClient_understandsTheAnswer() {
    URI door = door(Port.SAMPLING_HTTP);
    var client = new HttpSamplingManager(door.getHost() + ":" + door.getPort());

    var answer = client.getSamplingStrategy("shop");

    assertThat(answer.getProbabilisticSampling().getSamplingRate()).isEqualTo(.25);
    assertThat(answer.getOperationSampling().getPerOperationStrategies()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "SAMPLING_GRPC, slow, 08011a020805",
    "JAEGER_GRPC, slow, 08011a020805",
    "SAMPLING_GRPC, other, 120909000000000000e03f"
  })
  void strategy_overGrpc_isJaegersMessage(Port port, String service, String expected)
      throws Exception {
    byte[] name = service.getBytes(UTF_8);
    byte[] request = new byte[name.length + 2];
    request[0] = 10;
    request[1] = (byte) name.length;
    System.arraycopy(name, 0, request, 2, name.length);

    byte[] answer = JaegerCalls.samplingStrategy(door(port).getPort(), request);

    assertThat(HexFormat.of().formatHex(answer)).isEqualTo(expected);
  }

  @Test
  void badChange_isToldByHealth() throws Exception {
    Files.writeString(folder.resolve("strategies.json"), "\"nonsense\"");

    await()
        .untilAsserted(
            () -> assertThat(get(Port.HEALTH, "/health").body()).contains("sampling strategies"));
    assertThat(get(Port.SAMPLING_HTTP, "/sampling?service=slow").body()).contains("RATE_LIMITING");
  }
}
