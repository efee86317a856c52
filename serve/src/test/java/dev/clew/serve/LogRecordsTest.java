package dev.clew.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Log records through the whole server: in by each protocol, back with their trace.
class LogRecordsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String JSON =
      """
      {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
       "scopeLogs":[{"scope":{"name":"app"},"logRecords":[
        {"timeUnixNano":"7","severityNumber":9,"severityText":"INFO","body":{"stringValue":"sold"},
         "attributes":[{"key":"n","value":{"intValue":"3"}}],
         "traceId":"%s","spanId":"b7ad6b7169203331","eventName":"sale"}%s]}]}]}
      """;

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

  private HttpResponse<String> post(String type, String encoding, byte[] body) throws Exception {
    var request =
        HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/logs"))
            .header("content-type", type)
            .header("content-encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body));
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> postJson(String json) throws Exception {
    return post("application/json", "identity", json.getBytes(UTF_8));
  }

  private String logs() throws Exception {
    var request =
        HttpRequest.newBuilder(
            clew.addresses().page().resolve("/api/clew/v1/traces/" + TRACE + "/logs"));
    return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
  }

  private static ExportLogsServiceRequest request(String text) {
    var record =
        LogRecord.newBuilder()
            .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)))
            .setBody(AnyValue.newBuilder().setStringValue(text));
    var service =
        KeyValue.newBuilder()
            .setKey("service.name")
            .setValue(AnyValue.newBuilder().setStringValue("shop"));
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(service))
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
        .build();
  }

  @Test
  void records_asJson_comeBackAsTheyWere() throws Exception {
    String json = JSON.formatted(TRACE, "");

    assertThat(postJson(json).body()).isEqualTo("{}");

    var mapper = new ObjectMapper();
    assertThat(mapper.readTree(logs())).isEqualTo(mapper.readTree(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip", "zstd", "deflate"})
  void records_asProtobuf_comeBack(String encoding) throws Exception {
    byte[] body =
        Compression.compress(
            request("hello").toByteArray(), Encoding.valueOf(encoding.toUpperCase(Locale.ROOT)));

    assertThat(post("application/x-protobuf", encoding, body).statusCode()).isEqualTo(200);

    assertThat(logs()).contains("\"stringValue\":\"hello\"", "\"traceId\":\"" + TRACE + "\"");
  }

  @Test
  void records_overGrpc_comeBack_alsoAfterARestart() throws Exception {
    int port = clew.addresses().otlpGrpc().getPort();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      var stub = LogsServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
      assertThat(stub.export(request("hello")))
          .isEqualTo(ExportLogsServiceResponse.getDefaultInstance());
    } finally {
      channel.shutdownNow();
    }
    clew.close();
    open();

    assertThat(logs()).contains("\"stringValue\":\"hello\"");
  }

  @Test
  void records_withoutTrace_arePartlyRefused() throws Exception {
    String none = ",{\"body\":{\"stringValue\":\"nowhere\"}}";

    assertThat(postJson(JSON.formatted(TRACE, none)).body())
        .contains("\"rejectedLogRecords\":\"1\"", "need a trace id");
    assertThat(logs()).contains("sold").doesNotContain("nowhere");
  }

  @Test
  void secrets_areTakenOut_andCounted() throws Exception {
    byte[] body = request("password=hunter2 for ada@example.com").toByteArray();

    post("application/x-protobuf", "identity", body);

    assertThat(logs()).contains("password=*** for ***").doesNotContain("hunter2");
    var metrics = HttpRequest.newBuilder(clew.addresses().page().resolve("/metrics")).build();
    assertThat(CLIENT.send(metrics, BodyHandlers.ofString()).body())
        .contains(
            "clew_redactions_total{rule=\"email\",service=\"shop\"} 1.0",
            "clew_log_records_received_total 1.0");
  }

  @Test
  void deletionOfATrace_deletesItsRecords() throws Exception {
    postJson(JSON.formatted(TRACE, ""));
    var delete =
        HttpRequest.newBuilder(clew.addresses().page().resolve("/api/clew/v1/traces/" + TRACE))
            .DELETE();

    assertThat(CLIENT.send(delete.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(202);

    assertThat(logs()).isEqualTo("{\"resourceLogs\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "[]",
        "nonsense",
        "{\"resourceLogs\":7}",
        "{\"resourceLogs\":[7]}",
        "{\"resourceLogs\":[{\"scopeLogs\":{}}]}",
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"00\"}]}]}]}",
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"x\"}]}]}]}"
      })
  void malformedJson_isBadRequest(String json) throws Exception {
    assertThat(postJson(json).statusCode()).isEqualTo(json.isEmpty() ? 200 : 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a", "0aff", "0a0212ff", "0a0412021200ff", "ffff", "0a0412021205"})
  void malformedProtobuf_isBadRequest(String hex) throws Exception {
    byte[] body = HexFormat.of().parseHex(hex);

    assertThat(post("application/x-protobuf", "identity", body).statusCode()).isEqualTo(400);
  }
}
