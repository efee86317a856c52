package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.serve.grpc.JaegerCalls;
import dev.clew.serve.settings.Port;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.internal.JaegerSpan;
import io.jaegertracing.internal.JaegerTracer;
import io.jaegertracing.internal.reporters.RemoteReporter;
import io.jaegertracing.internal.samplers.ConstSampler;
import io.jaegertracing.spi.Sender;
import io.jaegertracing.thrift.internal.senders.HttpSender;
import io.jaegertracing.thrift.internal.senders.UdpSender;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Span;
import io.opentracing.References;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Jaeger's own clients against the whole server; what they sent is read through the other APIs.
class JaegerClientsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MAX_PACKET = 65_000;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // opened before every test
  private Clew clew;

  @BeforeEach
  void open() throws Exception {
    clew = Clew.open(TestSettings.of(folder, Map.of()), InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    clew.close();
  }

  private URI address(Port port) {
    return clew.addresses().of(port).orElseThrow();
  }

  /// Clients send on threads of their own, and datagrams take their time.
  private void awaitFound(String path, CharSequence... parts) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(path)).contains(parts));
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(clew.addresses().page().resolve(path)).timeout(PATIENCE);
    return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
  }

  private Sender sender(Port port) throws Exception {
    URI address = address(port);
    return port == Port.JAEGER_HTTP
        ? new HttpSender.Builder(address.resolve("/api/traces").toString()).build()
        : new UdpSender(address.getHost(), address.getPort(), MAX_PACKET);
  }

  private static JaegerTracer tracer(Sender sender) {
    return new JaegerTracer.Builder("front")
        .withReporter(new RemoteReporter.Builder().withSender(sender).build())
        .withSampler(new ConstSampler(true))
        .withTraceId128Bit()
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAEGER_HTTP", "JAEGER_COMPACT"})
  void tracer_isHeard(Port port) throws Exception {
    String traceId;
    try (JaegerTracer tracer = tracer(sender(port))) {
      JaegerSpan before = tracer.buildSpan("before").start();
      JaegerSpan span =
          tracer
              .buildSpan("GET /basket")
              .addReference(References.FOLLOWS_FROM, before.context())
              .withTag("span.kind", "client")
              .withTag("retries", 3)
              .start();
      span.setTag("error", true).log(Map.of("event", "timeout", "after", 1.5)).finish();
      before.finish();
      traceId = span.context().getTraceId();
    }

    awaitFound(
        "/api/traces/" + traceId,
        "\"operationName\":\"before\"",
        "\"operationName\":\"GET /basket\"",
        "\"refType\":\"FOLLOWS_FROM\"",
        "\"serviceName\":\"front\"",
        "\"value\":\"Jaeger-Java-1.8.1\"",
        "\"key\":\"span.kind\",\"type\":\"string\",\"value\":\"client\"",
        "\"key\":\"retries\",\"type\":\"int64\",\"value\":3",
        "\"key\":\"error\",\"type\":\"bool\",\"value\":true",
        "\"key\":\"event\",\"type\":\"string\",\"value\":\"timeout\"",
        "\"key\":\"after\",\"type\":\"float64\",\"value\":1.5");
  }

  @Test
  void agentCall_inBinary_isHeard() throws Exception {
    long nowMicros = Instant.now().getEpochSecond() * 1_000_000;
    var span = new Span(0x1b, 0x2c, 3, 0, "work", 1, nowMicros, 250);
    var packet = new TMemoryBuffer(1024);
    new Agent.Client(new TBinaryProtocol(packet))
        .emitBatch(new Batch(new Process("node"), List.of(span)));

    send(Port.JAEGER_BINARY, packet.getArray(), packet.length());

    awaitFound(
        "/api/traces/000000000000002c000000000000001b",
        "\"serviceName\":\"node\"",
        "\"startTime\":" + nowMicros + ",\"duration\":250");
    awaitFound("/metrics", "clew_spans_received_total{format=\"jaeger_binary\"} 1.0");
  }

  private void send(Port port, byte[] datagram, int length) throws IOException {
    URI address = address(port);
    var to = new InetSocketAddress(address.getHost(), address.getPort());
    try (var socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(datagram, length, to));
    }
  }

  @Test
  void postSpans_overGrpc_isHeard() throws Exception {
    ByteBuffer request = ByteBuffer.allocate(256);
    byte[] span =
        HexFormat.of()
            .parseHex("0a10000000000000002c000000000000001b12080000000000000003" + "1a04776f726b");
    request.put((byte) 10).put((byte) (span.length + 8 + 10));
    request.put((byte) 10).put((byte) (span.length + 8));
    request.put(span).put((byte) 50).put((byte) 6).put((byte) 8);
    seconds(request, Instant.now().getEpochSecond());
    request.put(HexFormat.of().parseHex("12060a046e6f6465"));

    byte[] answer =
        JaegerCalls.post(
            address(Port.JAEGER_GRPC).getPort(),
            Arrays.copyOf(request.array(), request.position()));

    assertThat(answer).isEmpty();
    assertThat(get("/api/traces/000000000000002c000000000000001b"))
        .contains("\"operationName\":\"work\"", "\"serviceName\":\"node\"");
    assertThat(get("/metrics")).contains("clew_spans_received_total{format=\"jaeger_proto\"} 1.0");
  }

  /// A varint of five bytes.
  private static void seconds(ByteBuffer out, long value) {
    for (int at = 0; at < 4; at++) {
      out.put((byte) ((value >>> (7 * at)) | 0x80));
    }
    out.put((byte) ((value >>> 28) & 0x7f));
  }

  @Test
  void whatIsMalformed_isCountedByFormat() throws Exception {
    var post =
        HttpRequest.newBuilder(address(Port.JAEGER_HTTP).resolve("/api/traces"))
            .header("content-type", "application/x-thrift")
            .POST(BodyPublishers.ofString("no batch"));
    HttpResponse<String> answer = CLIENT.send(post.build(), BodyHandlers.ofString());
    send(Port.JAEGER_COMPACT, new byte[] {1, 2, 3}, 3);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("Unable to process request body: ");
    awaitFound(
        "/metrics",
        "clew_requests_refused_total{format=\"jaeger_thrift\",reason=\"malformed\"} 1.0",
        "clew_requests_refused_total{format=\"jaeger_compact\",reason=\"malformed\"} 1.0");
  }
}
