package dev.clew.instrument.sdk.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// W3C Trace Context, levels 1 and 2, as its text says it: a request comes in with headers, the
/// service makes a span, and its own request goes out.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";
  private static final TextMapGetter<Map<String, String>> GETTER =
      (carrier, name) -> carrier == null ? null : carrier.get(name);

  private OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().build();

  @BeforeAll
  void start() {
    Map<String, String> settings = Map.of("otel.traces.exporter", "none");
    sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> settings)
            .build()
            .getOpenTelemetrySdk();
  }

  @AfterAll
  void close() {
    sdk.close();
  }

  @Test
  void traceparent_valid_isContinuedUnderANewParent() {
    Map<String, String> out = through(Map.of("traceparent", PARENT));

    assertThat(out.get("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
    assertThat(out.get("traceparent")).doesNotContain(SPAN);
  }

  @Test
  void traceparent_notSampled_staysSo() {
    Map<String, String> out = through(Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-00"));

    assertThat(out.get("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-00");
  }

  @Test
  void traceparent_randomFlagOfLevelTwo_isKept() {
    Map<String, String> out = through(Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-03"));

    assertThat(out.get("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-0[13]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "garbage",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47360-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473.-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b70-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b.-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-001",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-.0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ".0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "000-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
      })
  void traceparent_invalid_beginsANewTrace(String header) {
    String out = String.valueOf(through(Map.of("traceparent", header)).get("traceparent"));

    assertThat(out).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]").doesNotContain(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-holds",
      })
  void traceparent_ofALaterVersion_isContinuedInOurs(String header) {
    assertThat(through(Map.of("traceparent", header)).get("traceparent")).startsWith("00-" + TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what-the-future-holds",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
      })
  void traceparent_ofALaterVersionButMalformed_beginsANewTrace(String header) {
    String out = String.valueOf(through(Map.of("traceparent", header)).get("traceparent"));

    assertThat(out).doesNotContain(TRACE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo=1|foo=1",
        "foo=1,bar=2|foo=1,bar=2",
        "foo=1 , bar=2|foo=1,bar=2",
        "foo=1,|foo=1",
        "foo=1,,bar=2|foo=1,bar=2",
        "foo@t=1|foo@t=1",
        "a-_*/0=1|a-_*/0=1",
        "foo=a b|foo=a b",
      })
  void tracestate_valid_isHandedOn(String in, String expected) {
    Map<String, String> out = through(Map.of("traceparent", PARENT, "tracestate", in));

    assertThat(out.get("tracestate")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"foo", "foo =1", "FOO=1", "foo=1=2,b", "foo.bar=1", "foo=\t1\u007f", "@t=1"})
  void tracestate_invalid_isDroppedAndTheTraceContinued(String in) {
    Map<String, String> out = through(Map.of("traceparent", PARENT, "tracestate", in));

    assertThat(out.get("traceparent")).contains(TRACE);
    assertThat(out.get("tracestate")).isNull();
  }

  @Test
  void tracestate_withoutTraceparent_isDropped() {
    assertThat(String.valueOf(through(Map.of("tracestate", "foo=1")).get("tracestate")))
        .doesNotContain("foo");
  }

  @Test
  void tracestate_of32Members_isHandedOnAndOf33Dropped() {
    assertThat(through(Map.of("traceparent", PARENT, "tracestate", members(32))).get("tracestate"))
        .isEqualTo(members(32));
    assertThat(through(Map.of("traceparent", PARENT, "tracestate", members(33))).get("tracestate"))
        .isNull();
  }

  @Test
  void root_whereAllAreKept_sendsNoTracestate() {
    assertThat(through(Map.of()).get("tracestate")).isNull();
  }

  private static String members(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append("k").append(i).append("=1");
    }
    return text.toString();
  }

  private Map<String, String> through(Map<String, String> in) {
    TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
    Context context = propagator.extract(Context.root(), in, GETTER);
    Span span = sdk.getTracer("test").spanBuilder("request").setParent(context).startSpan();
    SpanContext made = span.getSpanContext();
    assertThat(made.isValid()).isTrue();
    Map<String, String> out = new HashMap<>();
    propagator.inject(context.with(span), out, (_, name, value) -> out.put(name, value));
    span.end();
    return out;
  }
}
