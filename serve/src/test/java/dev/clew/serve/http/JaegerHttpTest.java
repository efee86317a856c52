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
import org.junit.jupiter.params.provider.ValueSource;

class JaegerHttpTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String THRIFT = "application/x-thrift";

  private TestHouse house = TestHouse.storing();

  @AfterEach
  void close() {
    house.close();
  }

  private void answering(Receipt receipt) {
    house.close();
    house = new TestHouse((_, _, _, _) -> receipt, Map.of());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(house.jaeger(path)).POST(BodyPublishers.ofString("batch"));
  }

  private HttpResponse<String> post() {
    return send(to("/api/traces").header("content-type", THRIFT));
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
  @ValueSource(
      strings = {
        THRIFT,
        "application/vnd.apache.thrift.binary",
        "application/x-thrift; charset=utf-8",
        "Application/X-Thrift"
      })
  void batch_isAccepted(String type) {
    HttpResponse<String> response =
        send(to("/api/traces?format=jaeger.thrift").header("content-type", type));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEmpty();
    assertThat(house.formats).containsExactly(Format.JAEGER_THRIFT);
  }

  @Test
  void contentType_thatIsOther_is400() {
    HttpResponse<String> response =
        send(to("/api/traces").header("content-type", "application/json; x=y"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("Unsupported content type: application/json\n");
    assertThat(header(response, "content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(house.formats).isEmpty();
  }

  @Test
  void contentType_thatIsMissing_is400() {
    HttpResponse<String> response = send(to("/api/traces"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("Cannot parse content type");
  }

  @Test
  void contentEncoding_thatIsUnknown_is415() {
    HttpResponse<String> response =
        send(to("/api/traces").header("content-type", THRIFT).header("content-encoding", "br"));

    assertThat(response.statusCode()).isEqualTo(415);
  }

  @Test
  void malformed_is400WithTheReason() {
    answering(new Receipt.Malformed("size must fit"));

    HttpResponse<String> response = post();

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("Unable to process request body: size must fit\n");
  }

  @Test
  void spans_ofWhichAllAreRejected_are400() {
    answering(new Receipt.PartlyStored(0, 1, "must not start in the future"));

    assertThat(post().statusCode()).isEqualTo(400);
  }

  @Test
  void spans_ofWhichSomeAreRejected_areAccepted() {
    answering(new Receipt.PartlyStored(2, 1, "no"));

    assertThat(post().statusCode()).isEqualTo(202);
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
  }

  @Test
  void otherMethod_is405_otherPath_is404() {
    HttpRequest.Builder get = HttpRequest.newBuilder(house.jaeger("/api/traces")).GET();

    assertThat(send(get).statusCode()).isEqualTo(405);
    assertThat(send(to("/api/v2/spans").header("content-type", THRIFT)).statusCode())
        .isEqualTo(404);
  }
}
