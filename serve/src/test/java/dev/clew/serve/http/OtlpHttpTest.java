package dev.clew.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import dev.clew.collect.Receipt;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpHttpTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private TestHouse house = TestHouse.storing();

  @AfterEach
  void close() {
    house.close();
  }

  private void answering(Receipt receipt) {
    house.close();
    house = new TestHouse((_, _, _, _) -> receipt, Map.of());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(house.http(path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body) {
    return send(request(path).header("content-type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String type(HttpResponse<?> response) {
    return response.headers().firstValue("content-type").orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/traces", "/v1/traces/"})
  void post_protobuf_isHandedOverAsSent(String path) {
    HttpResponse<byte[]> response = post(path, PROTOBUF, new byte[] {1, 2, 3});

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(type(response)).isEqualTo(PROTOBUF);
    assertThat(response.body()).isEmpty();
    assertThat(house.bodies).containsExactly(new byte[] {1, 2, 3});
  }

  @Test
  void post_jsonWithCharset_answersInJson() {
    HttpResponse<byte[]> response = post("/v1/traces", JSON + "; charset=utf-8", bytes("{}"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(type(response)).isEqualTo(JSON);
    assertThat(response.body()).isEqualTo(bytes("{}"));
  }

  @Test
  void partlyStored_saysHowManyAndWhy() throws InvalidProtocolBufferException {
    answering(new Receipt.PartlyStored(5, 2, "ids of zero"));

    HttpResponse<byte[]> response = post("/v1/traces", PROTOBUF, new byte[1]);

    var partial = ExportTraceServiceResponse.parseFrom(response.body()).getPartialSuccess();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(partial.getRejectedSpans()).isEqualTo(2);
    assertThat(partial.getErrorMessage()).isEqualTo("ids of zero");
  }

  @Test
  void partlyStored_inJson_countsInAString() {
    answering(new Receipt.PartlyStored(5, 2, "ids of zero"));

    HttpResponse<byte[]> response = post("/v1/traces", JSON, bytes("{}"));

    assertThat(new String(response.body(), UTF_8))
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"ids of zero\"}}");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "900, 1", "1001, 2", "3600000, 5"})
  void refused_asksToComeBackWithinFiveSeconds(long millis, String seconds)
      throws InvalidProtocolBufferException {
    answering(new Receipt.Refused("disk full", Duration.ofMillis(millis)));

    HttpResponse<byte[]> response = post("/v1/traces", PROTOBUF, new byte[1]);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).contains(seconds);
    Status status = Status.parseFrom(response.body());
    assertThat(status.getCode()).isEqualTo(14);
    assertThat(status.getMessage()).isEqualTo("disk full");
  }

  @Test
  void malformed_is400WithAStatus() throws InvalidProtocolBufferException {
    answering(new Receipt.Malformed("field 1 needs a length"));

    HttpResponse<byte[]> response = post("/v1/traces", PROTOBUF, new byte[1]);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(type(response)).isEqualTo(PROTOBUF);
    assertThat(Status.parseFrom(response.body()).getMessage()).isEqualTo("field 1 needs a length");
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void tooLarge_is413() {
    answering(new Receipt.TooLarge("inflates to more than 16 MiB"));

    assertThat(post("/v1/traces", JSON, new byte[1]).statusCode()).isEqualTo(413);
  }

  @Test
  void get_is405AndNamesPost() {
    HttpResponse<byte[]> response = send(request("/v1/traces").GET());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/grpc", "nonsense", "application/xml"})
  void post_otherType_is415(String type) {
    assertThat(post("/v1/traces", type, new byte[1]).statusCode()).isEqualTo(415);
    assertThat(house.bodies).isEmpty();
  }

  @Test
  void post_unknownEncoding_is415AndNamesThose() {
    HttpResponse<byte[]> response =
        send(
            request("/v1/traces")
                .header("content-type", JSON)
                .header("content-encoding", "br")
                .POST(BodyPublishers.ofByteArray(new byte[1])));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.headers().firstValue("accept-encoding"))
        .contains("gzip, zstd, deflate, snappy, lz4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/metrics", "/v1/metrics/"})
  void post_otherSignal_is404WithAStatus(String path) throws InvalidProtocolBufferException {
    HttpResponse<byte[]> response = post(path, PROTOBUF, new byte[1]);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(Status.parseFrom(response.body()).getMessage()).contains("keeps traces");
  }

  @Test
  void unknownPath_is404InTheRequestsType() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> response = post("/v2/traces", PROTOBUF, new byte[1]);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(Status.parseFrom(response.body()).getCode()).isEqualTo(12);
  }

  @Test
  void receiverThatThrows_is503() {
    house.close();
    house =
        new TestHouse(
            (_, _, _, _) -> {
              throw new IllegalStateException("a bug");
            },
            Map.of());

    HttpResponse<byte[]> response = post("/v1/traces", JSON, bytes("{}"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).contains("1");
    assertThat(new String(response.body(), UTF_8)).doesNotContain("a bug");
  }

  @Test
  void manyAtOnce_overTheBudget_are429AndTheBudgetComesBack() {
    house.close();
    house =
        new TestHouse(
            (_, _, _, _) -> new Receipt.Stored(1), Map.of("receive.max-in-flight-size", "1MiB"));

    HttpResponse<byte[]> response = post("/v1/traces", PROTOBUF, new byte[2 << 20]);

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("1");
    assertThat(post("/v1/traces", PROTOBUF, new byte[1000]).statusCode()).isEqualTo(200);
    assertThat(house.budget.inUse()).isZero();
    assertThat(house.unread.of(UnreadBodies.Reason.OVER_BUDGET)).isOne();
  }

  @Test
  void compressed_thatCouldInflateOverTheBudget_isRefusedForNow() {
    house.close();
    house =
        new TestHouse(
            (_, _, _, _) -> new Receipt.Stored(1), Map.of("receive.max-in-flight-size", "1MiB"));

    HttpResponse<byte[]> response =
        send(
            request("/v1/traces")
                .header("content-type", PROTOBUF)
                .header("content-encoding", "zstd")
                .POST(BodyPublishers.ofByteArray(new byte[100_000])));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(house.bodies).isEmpty();
    assertThat(house.budget.inUse()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, true",
    "http://127.0.0.1, true",
    "http://[::1]:8080, true",
    "https://localhost, true",
    "http://evil.example, false",
    "http://localhost.evil.example, false",
    "http://127.0.0.1.evil.example, false",
  })
  void preflight_isAllowedToPagesOfThisMachine(String origin, boolean allowed) throws IOException {
    try (var client = new RawClient(house.httpPort(), 10_000)) {
      client.send(
          "OPTIONS /v1/traces HTTP/1.1\r\nhost: x\r\norigin: %s\r\naccess-control-request-method: POST\r\naccess-control-request-headers: content-type\r\n\r\n"
              .formatted(origin));

      assertThat(client.head().contains("access-control-allow-origin: " + origin))
          .isEqualTo(allowed);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
