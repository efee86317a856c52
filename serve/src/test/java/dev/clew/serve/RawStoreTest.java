package dev.clew.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdInputStream;
import dev.clew.collect.RedactionRule;
import dev.clew.serve.grpc.JaegerCalls;
import dev.clew.serve.settings.Port;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.json.OtlpJsonReader;
import dev.clew.wire.proto.ProtoWriter;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Process;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zipkin2.Endpoint;
import zipkin2.codec.SpanBytesEncoder;

/// What the files of the store hold of a secret that came by each protocol: the log and the blocks,
/// as they are and decompressed.
class RawStoreTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  @TempDir private Path folder;

  /// A way to send one span whose name holds the canary.
  enum Way {
    OTLP_JSON,
    OTLP_PROTOBUF,
    OTLP_GZIP,
    OTLP_ZSTD,
    OTLP_GRPC,
    ZIPKIN_JSON_V2,
    ZIPKIN_PROTO3,
    ZIPKIN_JSON_V1,
    ZIPKIN_THRIFT,
    JAEGER_THRIFT,
    JAEGER_GRPC,
    JAEGER_COMPACT,
    JAEGER_BINARY;

    String canary() {
      return "canarythatsings" + (char) ('a' + ordinal()) + "q";
    }

    String spanName() {
      return "GET /login?password=" + canary();
    }
  }

  @Test
  void secrets_byEveryProtocol_areNotInTheFiles() throws Exception {
    assertThat(foundAfter(Map.of())).isEmpty();
  }

  @Test
  void secrets_whereNothingIsRedacted_areSeenByThisSearch() throws Exception {
    Map<String, String> off = new HashMap<>();
    for (RedactionRule rule : RedactionRule.values()) {
      off.put("redaction." + rule.title(), "off");
    }

    assertThat(foundAfter(off)).containsExactlyInAnyOrder(Way.values());
  }

  /// The ways whose canaries are found in the log, and again in the blocks.
  private Set<Way> foundAfter(Map<String, String> settings) throws Exception {
    Set<Way> inLog;
    try (Clew clew = Clew.open(TestSettings.of(folder, settings), InstantSource.system())) {
      for (Way way : Way.values()) {
        send(clew, way);
      }
      await().atMost(PATIENCE).until(() -> received(clew) == Way.values().length);
      inLog = found();
    }
    Map<String, String> sealing = new HashMap<>(settings);
    sealing.put("store.seal-age", "100ms");
    try (Clew clew = Clew.open(TestSettings.of(folder, sealing), InstantSource.system())) {
      await().atMost(PATIENCE).until(() -> metrics(clew).contains("clew_head_spans 0.0"));
    }
    assertThat(found()).isEqualTo(inLog);
    return inLog;
  }

  private static double received(Clew clew) throws IOException, InterruptedException {
    return metrics(clew)
        .lines()
        .filter(line -> line.startsWith("clew_spans_received_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 1)))
        .sum();
  }

  private static String metrics(Clew clew) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(clew.addresses().page().resolve("/metrics"));
    return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
  }

  private static void send(Clew clew, Way way) throws Exception {
    switch (way) {
      case OTLP_JSON -> post(otlp(clew), "application/json", "identity", json(way).getBytes(UTF_8));
      case OTLP_PROTOBUF -> post(otlp(clew), "application/x-protobuf", "identity", protobuf(way));
      case OTLP_GZIP ->
          post(otlp(clew), "application/x-protobuf", "gzip", compressed(way, Encoding.GZIP));
      case OTLP_ZSTD ->
          post(otlp(clew), "application/x-protobuf", "zstd", compressed(way, Encoding.ZSTD));
      case OTLP_GRPC -> grpc(clew, way);
      case ZIPKIN_JSON_V2 -> zipkin(clew, way, "application/json", SpanBytesEncoder.JSON_V2);
      case ZIPKIN_PROTO3 -> zipkin(clew, way, "application/x-protobuf", SpanBytesEncoder.PROTO3);
      case ZIPKIN_JSON_V1 -> zipkin(clew, way, "application/json", SpanBytesEncoder.JSON_V1);
      case ZIPKIN_THRIFT -> zipkin(clew, way, "application/x-thrift", SpanBytesEncoder.THRIFT);
      case JAEGER_THRIFT ->
          post(
              address(clew, Port.JAEGER_HTTP).resolve("/api/traces"),
              "application/x-thrift",
              "identity",
              new TSerializer(new TBinaryProtocol.Factory()).serialize(batch(way)));
      case JAEGER_GRPC -> JaegerCalls.post(address(clew, Port.JAEGER_GRPC).getPort(), jaeger(way));
      case JAEGER_COMPACT -> {
        var packet = new TMemoryBuffer(1024);
        datagram(clew, way, packet, new TCompactProtocol(packet));
      }
      case JAEGER_BINARY -> {
        var packet = new TMemoryBuffer(1024);
        datagram(clew, way, packet, new TBinaryProtocol(packet));
      }
    }
  }

  private static URI otlp(Clew clew) {
    return clew.addresses().otlpHttp().resolve("/v1/traces");
  }

  private static URI address(Clew clew, Port port) {
    return clew.addresses().of(port).orElseThrow();
  }

  private static void post(URI to, String type, String encoding, byte[] body) throws Exception {
    var request =
        HttpRequest.newBuilder(to)
            .timeout(PATIENCE)
            .header("content-type", type)
            .header("content-encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body));
    assertThat(CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode()).isLessThan(300);
  }

  private static void zipkin(Clew clew, Way way, String type, SpanBytesEncoder encoder)
      throws Exception {
    long nowMicros = Instant.now().getEpochSecond() * 1_000_000;
    var span =
        zipkin2.Span.newBuilder()
            .traceId("0af7651916cd43dd8448eb211c80319c")
            .id("b7ad6b7169203331")
            .name(way.spanName())
            .kind(zipkin2.Span.Kind.CLIENT)
            .timestamp(nowMicros)
            .duration(5L)
            .localEndpoint(Endpoint.newBuilder().serviceName("front").build())
            .putTag("db.password", way.canary())
            .addAnnotation(nowMicros, "token=" + way.canary())
            .build();
    boolean isFirst = way == Way.ZIPKIN_JSON_V1 || way == Way.ZIPKIN_THRIFT;
    String path = isFirst ? "/api/v1/spans" : "/api/v2/spans";
    post(
        address(clew, Port.ZIPKIN).resolve(path),
        type,
        "identity",
        encoder.encodeList(List.of(span)));
  }

  private static String json(Way way) {
    long now = Instant.now().getEpochSecond() * 1_000_000_000;
    return """
    {"resourceSpans":[{"resource":{"attributes":[{"key":"api.token","value":{"stringValue":"%1$s"}}]},
     "scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331",
     "name":"%2$s","startTimeUnixNano":"%3$d","endTimeUnixNano":"%3$d",
     "events":[{"name":"exception","attributes":[{"key":"exception.message","value":{"stringValue":"secret='%1$s'"}}]}]}]}]}]}
    """
        .formatted(way.canary(), way.spanName(), now);
  }

  private static byte[] protobuf(Way way) throws Exception {
    return OtlpJsonReader.read(json(way).getBytes(UTF_8));
  }

  private static byte[] compressed(Way way, Encoding encoding) throws Exception {
    return Compression.compress(protobuf(way), encoding);
  }

  private static void grpc(Clew clew, Way way) throws Exception {
    int port = clew.addresses().otlpGrpc().getPort();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      var _ =
          TraceServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(20, TimeUnit.SECONDS)
              .export(ExportTraceServiceRequest.parseFrom(protobuf(way)));
    } finally {
      channel.shutdownNow();
    }
  }

  private static Batch batch(Way way) {
    long nowMicros = Instant.now().getEpochSecond() * 1_000_000;
    var span =
        new io.jaegertracing.thriftjava.Span(0x1b, 0x2c, 3, 0, way.spanName(), 1, nowMicros, 250);
    return new Batch(new Process("node"), List.of(span));
  }

  private static void datagram(Clew clew, Way way, TMemoryBuffer packet, TProtocol protocol)
      throws Exception {
    new Agent.Client(protocol).emitBatch(batch(way));
    URI address = address(clew, Port.valueOf(way.name()));
    var to = new InetSocketAddress(address.getHost(), address.getPort());
    try (var socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(packet.getArray(), packet.length(), to));
    }
  }

  /// A request of `PostSpans` with one span.
  private static byte[] jaeger(Way way) {
    var out = new ProtoWriter();
    int batch = out.begin(1 << 3 | 2);
    int span = out.begin(1 << 3 | 2);
    out.bytes(1 << 3 | 2, new byte[] {0, 0, 0, 0, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0, 27});
    out.bytes(2 << 3 | 2, new byte[] {0, 0, 0, 0, 0, 0, 0, 3});
    out.text(3 << 3 | 2, way.spanName());
    int time = out.begin(6 << 3 | 2);
    out.varint(1 << 3, Instant.now().getEpochSecond());
    out.end(time);
    out.end(span);
    int process = out.begin(2 << 3 | 2);
    out.text(1 << 3 | 2, "node");
    out.end(process);
    out.end(batch);
    return out.toBytes();
  }

  private Set<Way> found() throws IOException {
    Set<Way> found = EnumSet.noneOf(Way.class);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String all = all(withoutRoom(Files.readAllBytes(file)));
        Arrays.stream(Way.values()).filter(way -> all.contains(way.canary())).forEach(found::add);
      }
    }
    return found;
  }

  /// A log without the zeroes that wait behind it for more.
  private static byte[] withoutRoom(byte[] bytes) {
    int to = bytes.length;
    while (to > 0 && bytes[to - 1] == 0) {
      to--;
    }
    return Arrays.copyOf(bytes, to);
  }

  /// A file as it is, and whatever in it can be inflated.
  private static String all(byte[] bytes) {
    var all = new StringBuilder(new String(bytes, ISO_8859_1));
    for (int at = 0; at + ZSTD_MAGIC.length < bytes.length; at++) {
      boolean isZstd = Arrays.equals(bytes, at, at + 4, ZSTD_MAGIC, 0, 4);
      boolean isGzip = bytes[at] == 0x1f && bytes[at + 1] == (byte) 0x8b && bytes[at + 2] == 8;
      if (isZstd || isGzip) {
        all.append('\n').append(inflated(bytes, at, isZstd));
      }
    }
    return all.toString();
  }

  /// As much as can be inflated from there on.
  private static String inflated(byte[] bytes, int from, boolean isZstd) {
    var out = new StringBuilder();
    var rest = new ByteArrayInputStream(bytes, from, bytes.length - from);
    try (InputStream in = isZstd ? new ZstdInputStream(rest) : new GZIPInputStream(rest)) {
      byte[] chunk = new byte[512];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        out.append(new String(chunk, 0, read, ISO_8859_1));
      }
    } catch (IOException _) {
      return out.toString(); // what follows the frame is none
    }
    return out.toString();
  }
}
