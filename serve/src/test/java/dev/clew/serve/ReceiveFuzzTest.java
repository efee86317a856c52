package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.clew.serve.settings.Port;
import dev.clew.testkit.Effort;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is sent to a receiver, in whatever encoding: taken or refused, never a failure, in time
/// and with memory that does not grow; afterwards it takes what is right.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReceiveFuzzTest {
  private static final int TRIES = Effort.of(300, 50_000);
  private static final long SEED = 20_261_122;
  private static final long MOST_GROWTH_BYTES = 256L << 20;
  private static final int PREFIX = 5;

  /// What breaks readers as a length, a count or a number.
  private static final List<Long> NUMBERS =
      List.of(0L, -1L, 0x7fff_ffffL, 0xffff_ffffL, 0x8000_0000L, Long.MAX_VALUE, Long.MIN_VALUE);

  /// A receiver, where it is, and what it wants to be told of the body.
  enum Receiver {
    OTLP_PROTOBUF(Port.OTLP_HTTP, "/v1/traces", "application/x-protobuf"),
    OTLP_JSON(Port.OTLP_HTTP, "/v1/traces", "application/json"),
    OTLP_GRPC(
        Port.OTLP_GRPC,
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        "application/grpc"),
    ZIPKIN_JSON_V2(Port.ZIPKIN, "/api/v2/spans", "application/json"),
    ZIPKIN_PROTO3(Port.ZIPKIN, "/api/v2/spans", "application/x-protobuf"),
    ZIPKIN_JSON_V1(Port.ZIPKIN, "/api/v1/spans", "application/json"),
    ZIPKIN_THRIFT(Port.ZIPKIN, "/api/v1/spans", "application/x-thrift"),
    JAEGER_THRIFT(Port.JAEGER_HTTP, "/api/traces", "application/x-thrift"),
    JAEGER_PROTO(Port.JAEGER_GRPC, "/jaeger.api_v2.CollectorService/PostSpans", "application/grpc"),
    JAEGER_COMPACT(Port.JAEGER_COMPACT, "", ""),
    JAEGER_BINARY(Port.JAEGER_BINARY, "", "");

    private final Port port;
    private final String path;
    private final String type;

    Receiver(Port port, String path, String type) {
      this.port = port;
      this.path = path;
      this.type = type;
    }

    private boolean isCall() {
      return type.equals("application/grpc");
    }

    private boolean isDatagram() {
      return path.isEmpty();
    }
  }

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private Clew clew;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    clew = Clew.open(TestSettings.of(folder, Map.of()), InstantSource.system());
  }

  @AfterAll
  void close() throws IOException {
    clew.close();
  }

  private URI address(Receiver receiver) {
    return clew.addresses().of(receiver.port).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void send_anything_isTakenOrRefused(Receiver receiver) throws Exception {
    List<byte[]> bodies = SentSpans.bodies(receiver);
    var random = new SplittableRandom(SEED + receiver.ordinal());
    WebClient client = WebClient.of("h2c://127.0.0.1:" + address(receiver).getPort());
    long before = usedBytes();

    for (int attempt = 0; attempt < TRIES; attempt++) {
      byte[] valid = bodies.get(random.nextInt(bodies.size()));
      send(client, receiver, damaged(valid, random), random);
    }

    assertThat(usedBytes() - before).isLessThan(MOST_GROWTH_BYTES);
    for (byte[] valid : bodies) {
      assertTaken(client, receiver, valid);
    }
  }

  private void send(WebClient client, Receiver receiver, byte[] body, RandomGenerator random)
      throws IOException {
    if (receiver.isDatagram()) {
      sendDatagram(receiver, body);
      return;
    }
    Encoding[] encodings = Encoding.values();
    Encoding encoding = encodings[random.nextInt(encodings.length)];
    // What is said of a body is wrong now and then.
    boolean isCompressed = random.nextInt(8) > 0;
    byte[] content = isCompressed ? Compression.compress(body, encoding) : body;
    AggregatedHttpResponse answer =
        answer(
            client, receiver, encoding, random.nextInt(4) > 0 ? content : damaged(content, random));

    assertThat(answer.status().code())
        .as(() -> receiver + ": " + answer.contentUtf8())
        .isNotIn(500, 502, 503, 504);
    if (receiver.isCall()) {
      assertThat(callStatus(answer)).as(answer::toString).isNotIn("2", "13", "14", "none");
    }
  }

  private static AggregatedHttpResponse answer(
      WebClient client, Receiver receiver, Encoding encoding, byte[] body) {
    String name = encoding.name().toLowerCase(Locale.ROOT);
    RequestHeadersBuilder headers =
        RequestHeaders.builder(HttpMethod.POST, receiver.path)
            .set(HttpHeaderNames.CONTENT_TYPE, receiver.type);
    if (encoding != Encoding.IDENTITY) {
      headers.set(receiver.isCall() ? "grpc-encoding" : "content-encoding", name);
    }
    byte[] sent = receiver.isCall() ? message(body, encoding != Encoding.IDENTITY) : body;
    return client.execute(headers.build(), HttpData.wrap(sent)).aggregate().join();
  }

  private static byte[] message(byte[] body, boolean isCompressed) {
    return ByteBuffer.allocate(PREFIX + body.length)
        .put((byte) (isCompressed ? 1 : 0))
        .putInt(body.length)
        .put(body)
        .array();
  }

  private static String callStatus(AggregatedHttpResponse answer) {
    String inHeaders = answer.headers().get("grpc-status", "none");
    return answer.trailers().get("grpc-status", inHeaders);
  }

  private void sendDatagram(Receiver receiver, byte[] body) throws IOException {
    try (var socket = new DatagramSocket()) {
      var to = new InetSocketAddress("127.0.0.1", address(receiver).getPort());
      socket.send(new DatagramPacket(body, Math.min(body.length, 60_000), to));
    }
  }

  /// Of a datagram only that the server lives on can be told here; others test that it is read.
  private void assertTaken(WebClient client, Receiver receiver, byte[] valid) throws Exception {
    if (receiver.isDatagram()) {
      sendDatagram(receiver, valid);
      assertTaken(
          WebClient.of("h2c://127.0.0.1:" + address(Receiver.OTLP_JSON).getPort()),
          Receiver.OTLP_JSON,
          SentSpans.bodies(Receiver.OTLP_JSON).getFirst());
      return;
    }
    AggregatedHttpResponse answer = answer(client, receiver, Encoding.IDENTITY, valid);
    assertThat(answer.status().code()).as(answer::contentUtf8).isIn(200, 202);
    if (receiver.isCall()) {
      assertThat(callStatus(answer)).as(answer::toString).isEqualTo("0");
    }
  }

  private static byte[] damaged(byte[] body, RandomGenerator random) {
    byte[] damaged = body;
    for (int times = random.nextInt(4); times > 0 && damaged.length > 0; times--) {
      int at = random.nextInt(damaged.length);
      damaged =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(damaged, at);
            case 1 -> with(damaged, at, new byte[] {(byte) random.nextInt(256)}, 1);
            case 2 -> with(damaged, at, number(random), Integer.BYTES);
            case 3 -> with(damaged, at, Arrays.copyOfRange(body, 0, Math.min(at, body.length)), 0);
            default ->
                with(
                    damaged,
                    at,
                    "{[\"\\u0000é".repeat(1 + random.nextInt(200)).getBytes(StandardCharsets.UTF_8),
                    random.nextInt(3));
          };
    }
    return damaged;
  }

  private static byte[] number(RandomGenerator random) {
    long number = NUMBERS.get(random.nextInt(NUMBERS.size()));
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return Arrays.copyOfRange(bytes, random.nextBoolean() ? 0 : Integer.BYTES, Long.BYTES);
  }

  /// These bytes instead of so many others.
  private static byte[] with(byte[] body, int at, byte[] bytes, int instead) {
    int rest = Math.min(body.length, at + instead);
    ByteBuffer made = ByteBuffer.allocate(at + bytes.length + body.length - rest);
    return made.put(body, 0, at).put(bytes).put(body, rest, body.length - rest).array();
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
