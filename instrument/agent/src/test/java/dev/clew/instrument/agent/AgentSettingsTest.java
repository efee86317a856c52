package dev.clew.instrument.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.instrument.agent.app.Application;
import dev.clew.instrument.agent.hook.RequestHook;
import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What settings alone make of the agent: headers of other tracers, several exporters, methods as
/// spans, and an extension of the application's own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentSettingsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String MADE = "(?!" + SPAN + ")[0-9a-f]{16}";

  private final OtlpSink sink = new OtlpSink();
  private Path console = Path.of("unset");

  @SuppressWarnings("NullAway.Init") // started before all tests
  private AgentProcess application;

  AgentSettingsTest() throws IOException {}

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    console = folder.resolve("console");
    Map<String, String> settings =
        Map.of(
            "otel.propagators",
            "b3,b3multi,jaeger,xray,datadog",
            "otel.traces.exporter",
            "otlp,console",
            "otel.bsp.schedule.delay",
            "100",
            "otel.javaagent.extensions",
            Extension.packed(folder.resolve("hook.jar"), RequestHook.class).toString(),
            "otel.instrumentation.methods.include",
            Application.class.getName() + "[work]",
            "io.opentelemetry.javaagent.slf4j.simpleLogger.logFile",
            console.toString(),
            "forward",
            sink.address() + "/called");
    application = new AgentProcess(sink.address(), settings);
  }

  @AfterAll
  void close() {
    application.close();
    sink.close();
  }

  static Stream<Arguments> tracers() {
    String ofXray = "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=" + SPAN + ";Sampled=1";
    return Stream.of(
        tracer("B3 in one", "b3", TRACE + "-" + SPAN + "-1"),
        tracer("B3", "X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Sampled", "1"),
        tracer("Jaeger", "uber-trace-id", TRACE + ":" + SPAN + ":0:1"),
        tracer("X-Ray", "X-Amzn-Trace-Id", ofXray),
        tracer(
            "Datadog",
            "x-datadog-trace-id",
            "11803532876627986230",
            "x-datadog-parent-id",
            "67667974448284343",
            "x-datadog-tags",
            "_dd.p.tid=4bf92f3577b34da6"));
  }

  /// Whichever way a trace comes in, it goes out in every way.
  @ParameterizedTest(name = "{0}")
  @MethodSource("tracers")
  void headers_ofAnotherTracer_areContinuedAndHandedOn(String name, String[] headers)
      throws Exception {
    int before = called().size();

    application.get("/forward", headers);

    assertThat(called()).as(name).hasSize(before + 1);
    assertThat(sent("B3")).matches(TRACE + "-" + MADE + "-1");
    assertThat(sent("X-b3-traceid")).isEqualTo(TRACE);
    assertThat(sent("X-b3-spanid")).matches(MADE);
    assertThat(sent("X-b3-sampled")).isEqualTo("1");
    assertThat(sent("Uber-trace-id")).matches(TRACE + ":" + MADE + ":0:1");
    assertThat(sent("X-amzn-trace-id"))
        .matches("Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=" + MADE + ";Sampled=1");
    assertThat(sent("X-datadog-trace-id")).isEqualTo("11803532876627986230");
    assertThat(sent("X-datadog-tags")).isEqualTo("_dd.p.tid=4bf92f3577b34da6");
  }

  @Test
  void exporters_several_areAllToldTheSpans() throws Exception {
    application.get("/orders");

    await().until(() -> Files.readString(console).contains("'order.place' : "));
    await()
        .untilAsserted(
            () -> assertThat(sink.spans()).extracting(Span::getName).contains("order.place"));
  }

  @Test
  void browser_isToldItsTraceAndAnotherCallerIsNot() throws Exception {
    var traced = new String[] {"b3", TRACE + "-" + SPAN + "-1", "User-Agent", "Mozilla/5.0"};

    HttpHeaders toBrowser = application.get("/orders", traced).headers();
    HttpHeaders toOther = application.get("/orders").headers();

    assertThat(toBrowser.firstValue("Server-Timing").orElse("")).contains(TRACE);
    assertThat(toOther.map()).doesNotContainKey("server-timing");
  }

  @Test
  void hook_ofTheApplicationsOwn_isCalledForEachRequest() throws Exception {
    application.get("/deliver", "b3", TRACE + "-" + SPAN + "-1");

    await()
        .untilAsserted(() ->
            assertThat(sink.spans())
                .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .isNotEmpty()
                .allMatch(span -> span.getAttributesList().toString().contains("corner")));
  }

  @Test
  void method_namedInTheSettings_isASpan() throws Exception {
    application.get("/deliver");

    await()
        .untilAsserted(() ->
            assertThat(sink.spans())
                .extracting(Span::getName)
                .contains("Application.work", "Orders.deliver"));
  }

  private List<Map<String, List<String>>> called() {
    return sink.headers().stream().filter(headers -> headers.containsKey("B3")).toList();
  }

  private String sent(String header) {
    return String.join(",", called().getLast().getOrDefault(header, List.of()));
  }

  private static Arguments tracer(String name, String... headers) {
    return Arguments.of(name, headers);
  }
}
