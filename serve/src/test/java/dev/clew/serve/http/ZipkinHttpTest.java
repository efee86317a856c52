package dev.clew.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
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

class ZipkinHttpTest {
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

  private HttpRequest.Builder post(String path) {
    return HttpRequest.newBuilder(house.zipkin(path)).POST(BodyPublishers.ofString("[]"));
  }

  private HttpResponse<String> post() {
    return send(post("/api/v2/spans"));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v2/spans, application/json, ZIPKIN_JSON_V2",
    "/api/v2/spans, '', ZIPKIN_JSON_V2",
    "/api/v2/spans, text/plain, ZIPKIN_JSON_V2",
    "/api/v2/spans, application/x-protobuf, ZIPKIN_PROTO3",
    "/api/v2/spans, application/x-protobuf; charset=x, ZIPKIN_PROTO3",
    "/api/v2/spans, no type, ZIPKIN_JSON_V2",
    "/api/v2/spans/, application/json, ZIPKIN_JSON_V2",
    "/, application/json, ZIPKIN_JSON_V2",
    "/elsewhere, application/x-protobuf, ZIPKIN_PROTO3",
    "/api/v1/spans, application/json, ZIPKIN_JSON_V1",
    "/api/v1/spans, '', ZIPKIN_JSON_V1",
    "/api/v1/spans, application/x-thrift, ZIPKIN_THRIFT",
    "/zipkin/api/v1/spans/, application/x-thrift, ZIPKIN_THRIFT"
  })
  void post_isReadByItsPathAndType(String path, String type, Format format) {
    HttpRequest.Builder request = post(path);
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }

    HttpResponse<String> response = send(request);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEmpty();
    assertThat(house.formats).containsExactly(format);
  }

  @Test
  void spans_ofWhichSomeAreRejected_areAccepted() {
    answering(new Receipt.PartlyStored(2, 1, "no"));

    assertThat(post().statusCode()).isEqualTo(202);
  }

  @Test
  void spans_ofWhichAllAreRejected_are400WithTheReason() {
    answering(new Receipt.PartlyStored(0, 1, "must not start in the future"));

    HttpResponse<String> response = post();

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("must not start in the future\n");
  }

  @Test
  void malformed_is400InPlainText() {
    answering(new Receipt.Malformed("Expected a JSON_V2 encoded list"));

    HttpResponse<String> response = post();

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("Expected a JSON_V2 encoded list\n");
    assertThat(header(response, "content-type")).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void gzip_thatIsNone_is400InZipkinsWords() {
    answering(new Receipt.Malformed("body needs to be whole GZIP: Not in GZIP format"));

    HttpResponse<String> response = send(post("/api/v2/spans").header("content-encoding", "gzip"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("Cannot gunzip spans\n");
  }

  @Test
  void tooLarge_is413() {
    answering(new Receipt.TooLarge("body must not be larger"));

    assertThat(post().statusCode()).isEqualTo(413);
  }

  @Test
  void refused_is503WithAWait() {
    answering(new Receipt.Refused("disk is full", Duration.ofSeconds(9)));

    HttpResponse<String> response = post();

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "retry-after")).isEqualTo("5");
    assertThat(response.body()).isEqualTo("disk is full\n");
  }

  @Test
  void receiver_thatThrows_is503() {
    house.close();
    house =
        new TestHouse(
            (_, _, _, _) -> {
              throw new IllegalStateException("on purpose");
            },
            Map.of());

    assertThat(post().statusCode()).isEqualTo(503);
  }

  @Test
  void contentEncoding_thatIsUnknown_is415() {
    HttpResponse<String> response = send(post("/api/v2/spans").header("content-encoding", "br"));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains("got br");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "TRACE"})
  void otherMethods_are405(String method) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.zipkin("/api/v2/spans"))
            .method(method, BodyPublishers.noBody());

    assertThat(send(request).statusCode()).isEqualTo(405);
  }

  @Test
  void body_overTheLimit_is413() {
    house.close();
    house =
        new TestHouse(
            (_, _, _, _) -> new Receipt.Stored(1), Map.of("receive.max-request-size", "1KiB"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(house.zipkin("/api/v2/spans"))
            .POST(BodyPublishers.ofByteArray(new byte[2000]));

    assertThat(send(request).statusCode()).isEqualTo(413);
    assertThat(house.bodies).isEmpty();
  }
}
