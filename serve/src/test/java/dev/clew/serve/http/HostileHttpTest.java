package dev.clew.serve.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.collect.Receipt;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileHttpTest {
  private static final String POST =
      "POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-protobuf\r\n";
  private static final int MIB = 1 << 20;

  private final TestHouse house =
      new TestHouse(
          (_, _, _, _) -> new Receipt.Stored(1),
          Map.of("receive.max-request-size", "1MiB", "receive.request-timeout", "2s"));

  @AfterEach
  void close() {
    house.close();
  }

  private RawClient client() throws IOException {
    return new RawClient(house.httpPort(), 20_000);
  }

  @Test
  void declaredLength_of2GiB_is413AndTheConnectionEnds() throws IOException {
    try (RawClient client = client()) {
      client.send(POST + "content-length: 2147483648\r\n\r\n");

      assertThat(client.line()).startsWith("HTTP/1.1 413");
      assertThat(client.rest()).contains("connection: close").contains("at most 1048576 bytes");
    }
  }

  @Test
  void chunks_withoutEnd_are413AndNoLongerRead() throws IOException {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (RawClient client = client()) {
      client.send(POST + "transfer-encoding: chunked\r\n\r\n");

      long sent =
          client.sendUntilRefused(
              chunk.getBytes(US_ASCII), 512L * MIB);

      assertThat(sent).isLessThan(40L * MIB);
    }
    assertThat(house.bodies).isEmpty();
    await().until(() -> house.budget.inUse() == 0);
  }

  @Test
  void chunks_aLittleOverTheLimit_hearThe413() throws IOException {
    String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
    try (RawClient client = client()) {
      client
          .send(POST + "transfer-encoding: chunked\r\n\r\n")
          .send(chunk)
          .send(chunk)
          .send("0\r\n\r\n");

      assertThat(client.line()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void unknownPath_chunksWithoutEnd_areNoLongerRead() throws IOException {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (RawClient client = client()) {
      client.send("POST /nowhere HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");

      long sent =
          client.sendUntilRefused(
              chunk.getBytes(US_ASCII), 512L * MIB);

      assertThat(sent).isLessThan(40L * MIB);
    }
  }

  @Test
  void head_thatDrips_endsTheConnection() throws IOException {
    try (RawClient client = client()) {
      client.send("POST /v1/traces HTTP/1.1\r\nhost: x\r\n");

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void body_thatDrips_is408InTime() throws IOException {
    try (RawClient client = client()) {
      client.send(POST + "content-length: 100\r\n\r\nabc");

      assertThat(client.line()).startsWith("HTTP/1.1 408");
    }
    await().until(() -> house.budget.inUse() == 0);
  }

  @Test
  void body_cutOff_leavesNothingBehind() throws IOException {
    try (RawClient client = client()) {
      client.send(POST + "content-length: 100\r\n\r\nabc");
      client.endOutput();
      client.rest();
    }
    await().until(() -> house.budget.inUse() == 0);
    assertThat(house.bodies).isEmpty();
    assertThat(house.unread.of(UnreadBodies.Reason.CUT_OFF)).isOne();
  }

  @Test
  void expectContinue_isAnswered() throws IOException {
    try (RawClient client = client()) {
      client.send(POST + "content-length: 3\r\nexpect: 100-continue\r\n\r\n");
      assertThat(client.line()).startsWith("HTTP/1.1 100");
      assertThat(client.line()).isEmpty();

      client.send("abc");

      assertThat(client.line()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void chunkedBody_isTaken() throws IOException {
    try (RawClient client = client()) {
      client.send(POST + "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

      assertThat(client.line()).startsWith("HTTP/1.1 200");
    }
    assertThat(house.bodies.getFirst())
        .isEqualTo("abcde".getBytes(US_ASCII));
  }

  @Test
  void headers_ofManyBytes_are431() throws IOException {
    try (RawClient client = client()) {
      client.send(POST + "x: " + "y".repeat(70_000) + "\r\n\r\n");

      assertThat(client.line()).startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void headers_inGreatNumber_are431() throws IOException {
    try (RawClient client = client()) {
      client.send(POST + "x: y\r\n".repeat(10_000) + "\r\n");

      assertThat(client.line()).startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void path_ofManyBytes_is414() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /" + "y".repeat(20_000) + " HTTP/1.1\r\nhost: x\r\n\r\n");

      assertThat(client.line()).startsWith("HTTP/1.1 414");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nabc",
        "content-length: -1\r\n\r\n",
        "content-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
        "content-length: 99999999999999999999\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
      })
  void framing_thatIsAmbiguous_isRefused(String rest) throws IOException {
    try (RawClient client = client()) {
      client.send(POST + rest);

      assertThat(client.line()).startsWith("HTTP/1.1 400");
    }
    assertThat(house.bodies).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET\r\n\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nnonsense that is no frame",
      })
  void nonsense_isNo5xx(String bytes) throws IOException {
    try (RawClient client = client()) {
      client.send(bytes);
      client.endOutput();

      assertThat(client.line()).doesNotContain(" 500").doesNotContain(" 200");
    }
  }
}
