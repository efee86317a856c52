package dev.clew.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.serve.http.PortInUseException;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.Link;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the whole server makes of spans that clients should not have sent, or have sent again, from
/// its doors to its answers.
class StrangeSpansTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 10_000;
  private static final int MOST = 128;
  private static final long DAY = Duration.ofDays(1).toNanos();

  /// Where spans are when they are asked for.
  enum Rest {
    HEAD,
    BLOCK,
    LOG
  }

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // opened before every test
  private Clew clew;

  @BeforeEach
  void open() throws IOException, PortInUseException {
    clew =
        Clew.open(
            TestSettings.of(folder, Map.of("store.seal-age", "100ms", "store.seal-spans", "1000")),
            InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    clew.close();
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(
          request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many spans were rejected, and why.
  private ExportTraceServiceResponse post(ExportTraceServiceRequest request) throws IOException {
    HttpResponse<byte[]> response =
        send(
            HttpRequest.newBuilder(clew.addresses().otlpHttp().resolve("/v1/traces"))
                .header("content-type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(request.toByteArray())));
    assertThat(response.statusCode()).isEqualTo(200);
    return ExportTraceServiceResponse.parseFrom(response.body());
  }

  private void post(List<Span> spans) throws IOException {
    assertThat(post(OtlpProto.request(spans)).getPartialSuccess().getRejectedSpans()).isZero();
  }

  private JsonNode get(String path) throws IOException {
    URI page = clew.addresses().page();
    HttpResponse<byte[]> response =
        send(HttpRequest.newBuilder(page.resolve(path)).header("accept", "application/json"));
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private JsonNode search() throws IOException {
    return JSON.readTree(
        send(HttpRequest.newBuilder(clew.addresses().page().resolve("/api/clew/v1/search"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{}")))
            .body());
  }

  private void bring(Rest rest) throws Exception {
    switch (rest) {
      case HEAD -> {}
      case BLOCK -> await().until(() -> metric("clew_head_spans") == 0);
      case LOG -> {
        close();
        open();
      }
    }
  }

  private double metric(String name) {
    return new String(
            send(HttpRequest.newBuilder(clew.addresses().page().resolve("/metrics"))).body(),
            StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  private static List<Span> trace(long seed, int spans) {
    return new TraceGen(new Gen(seed)).trace(spans);
  }

  private static String id(List<Span> trace) {
    return trace.getFirst().traceId().toString();
  }

  /// The spans of a trace as OTLP/JSON has them.
  private List<JsonNode> spans(String trace) throws IOException {
    var spans = new ArrayList<JsonNode>();
    JsonNode answer = get("/api/clew/v1/traces/" + trace);
    answer
        .findValues("scopeSpans")
        .forEach(scopes -> scopes.forEach(scope -> scope.path("spans").forEach(spans::add)));
    return spans;
  }

  @ParameterizedTest
  @EnumSource
  void spans_sentThreeTimes_areOneEverywhere(Rest rest) throws Exception {
    List<Span> trace = trace(1, 9);
    for (int time = 0; time < 3; time++) {
      post(trace);
      bring(rest);
    }

    assertThat(spans(id(trace))).hasSize(9);
    assertThat(get("/api/traces/" + id(trace)).at("/data/0/spans")).hasSize(9);
    assertThat(get("/api/clew/v1/traces/" + id(trace) + "/columns").findValue("spanId")).hasSize(9);
    assertThat(search().at("/traces")).hasSize(1);
    assertThat(search().at("/traces/0/spanCount").intValue()).isEqualTo(9);
    assertThat(search().at("/traces/0/matchedSpanCount").intValue()).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource
  void spans_ofAClockADayBehind_areStoredAsSent(Rest rest) throws Exception {
    List<Span> trace = new ArrayList<>(trace(2, 4));
    trace.replaceAll(each -> TraceGen.at(each, each.startNanos() - DAY, each.endNanos() - DAY));
    post(trace);
    bring(rest);

    assertThat(spans(id(trace)))
        .extracting(each -> each.path("startTimeUnixNano").asText())
        .containsExactlyInAnyOrderElementsOf(
            trace.stream().map(each -> Long.toString(each.startNanos())).toList());
  }

  @ParameterizedTest
  @EnumSource
  void span_thatEndsBeforeItStarts_lastsNothingAndKeepsItsTimes(Rest rest) throws Exception {
    Span span = new Gen(3).span();
    Span back = TraceGen.at(span, span.startNanos(), span.startNanos() - 1000);
    post(List.of(back));
    bring(rest);

    String id = back.traceId().toString();
    assertThat(spans(id).getFirst().path("endTimeUnixNano").asText())
        .isEqualTo(Long.toString(back.endNanos()));
    assertThat(get("/api/traces/" + id).at("/data/0/spans/0/duration").longValue()).isZero();
    assertThat(search().at("/traces/0/durationNanos").asLong()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void spans_lateByMoreThanADay_joinTheirTrace(Rest rest) throws Exception {
    List<Span> trace = trace(4, 10);
    post(trace.subList(3, 10));
    bring(rest);
    Span first = trace.getFirst();
    post(List.of(TraceGen.at(first, first.startNanos() - 25 * DAY / 24, first.endNanos())));
    bring(rest);
    post(trace.subList(1, 3));

    assertThat(spans(id(trace))).hasSize(10);
    assertThat(search().at("/traces/0/spanCount").intValue()).isEqualTo(10);
  }

  @Test
  void spans_withoutProperIds_areRejectedAndTheOthersStored() throws Exception {
    List<Span> trace = trace(5, 7);
    var request = OtlpProto.request(trace).toBuilder();
    span(request, 0).setTraceId(ByteString.copyFrom(new byte[16]));
    span(request, 1).setTraceId(ByteString.copyFrom(new byte[15]));
    span(request, 2).setTraceId(ByteString.copyFrom(new byte[17]));
    span(request, 3).setSpanId(ByteString.copyFrom(new byte[8]));
    span(request, 4).setSpanId(ByteString.EMPTY);

    var answer = post(request.build()).getPartialSuccess();

    assertThat(answer.getRejectedSpans()).isEqualTo(5);
    assertThat(answer.getErrorMessage())
        .contains("trace id must not be all zeroes (1 span)")
        .contains("trace id needs 16 bytes (2 spans)")
        .contains("span id must not be zero (1 span)")
        .contains("span id needs 8 bytes (1 span)");
    assertThat(spans(id(trace))).hasSize(2);
  }

  private static io.opentelemetry.proto.trace.v1.Span.Builder span(
      ExportTraceServiceRequest.Builder request, int at) {
    return request.getResourceSpansBuilder(at).getScopeSpansBuilder(0).getSpansBuilder(0);
  }

  @ParameterizedTest
  @EnumSource
  void span_ofTenThousandOfEverything_isCappedAndSaysWhatWasDropped(Rest rest) throws Exception {
    List<Span> trace = trace(6, 1);
    var request = OtlpProto.request(trace).toBuilder();
    var span = span(request, 0);
    span.clearAttributes().clearEvents().clearLinks();
    span.setDroppedAttributesCount(1).setDroppedEventsCount(2).setDroppedLinksCount(3);
    IntStream.range(0, MANY)
        .forEach(at -> {
          var attribute = OtlpProto.resource(resource(at)).getAttributes(0);
          span.addAttributes(attribute);
          span.addEvents(Event.newBuilder().setName("event " + at).addAttributes(attribute));
          span.addLinks(Link.newBuilder().setSpanId(span.getSpanId()).addAttributes(attribute));
        });

    assertThat(post(request.build()).getPartialSuccess().getRejectedSpans()).isZero();
    bring(rest);

    JsonNode stored = spans(id(trace)).getFirst();
    assertThat(stored.path("attributes")).hasSize(MOST);
    assertThat(stored.path("events")).hasSize(MOST);
    assertThat(stored.path("links")).hasSize(MOST);
    assertThat(stored.path("droppedAttributesCount").intValue()).isEqualTo(1 + MANY - MOST);
    assertThat(stored.path("droppedEventsCount").intValue()).isEqualTo(2 + MANY - MOST);
    assertThat(stored.path("droppedLinksCount").intValue()).isEqualTo(3 + MANY - MOST);
  }

  private static Resource resource(int at) {
    return new Resource(List.of(Attribute.of("key " + at, "value")), 0, "");
  }
}
