package dev.clew.instrument.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One run of an application under the agent, looked at from many sides.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final OtlpSink sink = new OtlpSink();

  AgentTest() throws IOException {}

  @BeforeAll
  void run() throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "clew.ignore.paths", "/health",
            "clew.user.id.header", "X-User-Id",
            "clew.user.tier.header", "X-User-Tier",
            "otel.instrumentation.http.server.capture-request-headers", "x-shop",
            "otel.instrumentation.jdbc.enabled", "true");
    try (AgentProcess application = new AgentProcess(sink.address(), settings)) {
      application.get("/orders?token=s3cret", "X-Correlation-Id", "c-42", "X-Shop", "corner");
      application.get("/deliver", "x-trace-id", TRACE, "x-span-id", "00f067aa0ba902b7");
      application.get("/fail", "X-User-Id", "abc", "X-User-Tier", "gold");
      application.get("/health");
      application.end();
    }
  }

  @AfterAll
  void close() {
    sink.close();
  }

  @Test
  void request_toTheDatabase_isOneTrace() {
    Span request = span("order.place");

    List<Span> trace =
        sink.spans().stream().filter(s -> s.getTraceId().equals(request.getTraceId())).toList();
    assertThat(trace)
        .extracting(s -> s.getKind().name())
        .contains("SPAN_KIND_SERVER", "SPAN_KIND_INTERNAL", "SPAN_KIND_CLIENT");
    assertThat(trace).hasSize(3);
  }

  @Test
  void traced_method_showsWhatWasAskedForAndHidesTheRest() {
    assertThat(attributes(span("order.place")))
        .containsEntry("code.argument.id", "7")
        .containsEntry("code.argument.card", "***")
        .containsEntry("code.result", "placed 7")
        .containsKey("order.id");
  }

  @Test
  void statement_isShownWithoutItsValues() {
    Span insert = insert();

    assertThat(insert.toString()).contains("INSERT").doesNotContain("tea");
  }

  @Test
  void traced_stage_endsWithIt() {
    Span deliver = span("Orders.deliver");

    assertThat(deliver.getEndTimeUnixNano() - deliver.getStartTimeUnixNano())
        .isGreaterThan(45_000_000);
  }

  @Test
  void traced_exception_isTheSpansErrorWithoutItsSecret() {
    Span failed = span("Orders.fail");

    assertThat(failed.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(failed.getStatus().getMessage()).isEqualTo("password=*** is wrong");
    assertThat(failed.getEvents(0).getName()).isEqualTo("exception");
    assertThat(failed.toString()).doesNotContain("hunter2");
  }

  @Test
  void ignoredPath_hasNoSpans() {
    assertThat(sink.spans()).filteredOn(s -> s.getName().equals("order.place")).hasSize(1);
    assertThat(sink.spans().toString()).doesNotContain("/health");
  }

  @Test
  void correlationId_isOnEverySpanOfTheRequest() {
    assertThat(attributes(span("order.place"))).containsEntry("correlation.id", "c-42");
    assertThat(attributes(insert())).containsEntry("correlation.id", "c-42");
  }

  @Test
  void user_ofTheHeaders_isOnEverySpanOfTheRequestAsAHash() {
    List<Span> theirs =
        sink.spans().stream().filter(s -> attributes(s).containsKey("user.hash")).toList();

    assertThat(theirs)
        .hasSize(2)
        .allSatisfy(s ->
            assertThat(attributes(s))
                .containsEntry("user.hash", "ba7816bf8f01cfea")
                .containsEntry("user.tier", "gold"));
  }

  @Test
  void oldHeaders_areContinued() {
    Span server = parentOf(span("Orders.deliver"));

    assertThat(hex(server.getTraceId().toByteArray())).isEqualTo(TRACE);
    assertThat(hex(server.getParentSpanId().toByteArray())).isEqualTo("00f067aa0ba902b7");
  }

  @Test
  void header_thatIsCaptured_isOnTheServersSpan() {
    Span server = parentOf(span("order.place"));

    assertThat(server.toString()).contains("corner");
    assertThat(attributes(server)).containsEntry("url.query", "token=***");
  }

  @Test
  void resource_namesTheDistributionAndNoCommandLine() {
    List<KeyValue> resource = sink.resources().get(0).getResource().getAttributesList();

    assertThat(resource)
        .extracting(KeyValue::getKey)
        .noneMatch(key -> key.startsWith("process.command"));
    assertThat(resource.toString()).contains("clew");
  }

  private Span span(String name) {
    return sink.spans().stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
  }

  private Span insert() {
    Span caller = span("order.place");
    return sink.spans().stream()
        .filter(s -> s.getParentSpanId().equals(caller.getSpanId()))
        .findFirst()
        .orElseThrow();
  }

  private Span parentOf(Span child) {
    return sink.spans().stream()
        .filter(s -> s.getSpanId().equals(child.getParentSpanId()))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> attributes(Span span) {
    Map<String, String> attributes = new HashMap<>();
    span.getAttributesList()
        .forEach(a -> attributes.put(a.getKey(), a.getValue().getStringValue()));
    return attributes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
