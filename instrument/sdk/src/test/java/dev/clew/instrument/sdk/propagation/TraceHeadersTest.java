package dev.clew.instrument.sdk.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeadersTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final TextMapGetter<Map<String, String>> GETTER =
      (carrier, name) -> carrier == null ? null : carrier.get(name);
  private static final String SPAN = "00f067aa0ba902b7";

  @ParameterizedTest
  @CsvSource({
    "x-trace-id, 4bf92f3577b34da6a3ce929d0e0e4736, 4bf92f3577b34da6a3ce929d0e0e4736",
    "x-trace-id, 4BF92F35-77B3-4DA6-A3CE-929D0E0E4736, 4bf92f3577b34da6a3ce929d0e0e4736",
    "x-trace-id, a3ce929d0e0e4736, 0000000000000000a3ce929d0e0e4736",
    "traceid, 4bf92f3577b34da6a3ce929d0e0e4736, 4bf92f3577b34da6a3ce929d0e0e4736",
  })
  void extract_traceId_isContinued(String name, String value, String traceId) {
    SpanContext parent = extract(new TraceHeaders(false), Map.of(name, value, "x-span-id", SPAN));

    assertThat(parent.getTraceId()).isEqualTo(traceId);
    assertThat(parent.getSpanId()).isEqualTo(SPAN);
    assertThat(parent.isRemote()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc123",
        "",
        "00000000000000000000000000000000",
        "4bf92f3577b34da6a3ce929d0e0e473x"
      })
  void extract_noTraceId_isIgnored(String value) {
    assertThat(extract(new TraceHeaders(false), Map.of("x-trace-id", value)).isValid()).isFalse();
  }

  @Test
  void extract_traceparentToo_thatWins() {
    String other = "ffffffffffffffffffffffffffffffff";
    TextMapPropagator both =
        TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(), new TraceHeaders(false));

    SpanContext parent =
        extract(
            both, Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-01", "x-trace-id", other));

    assertThat(parent.getTraceId()).isEqualTo(TRACE);
  }

  @Test
  void inject_onlyWhenAskedTo() {
    assertThat(inject(new TraceHeaders(false))).isEmpty();
    assertThat(inject(new TraceHeaders(true)))
        .containsExactlyInAnyOrderEntriesOf(Map.of("x-trace-id", TRACE, "x-span-id", SPAN));
  }

  @Test
  void datadog_headers_comeBackAsTheyWent() {
    Map<String, String> headers = inject(new DatadogHeaders());

    assertThat(headers).containsEntry("x-datadog-trace-id", "11803532876627986230");
    SpanContext parent = extract(new DatadogHeaders(), headers);
    assertThat(parent.getTraceId()).isEqualTo(TRACE);
    assertThat(parent.getSpanId()).isEqualTo(SPAN);
    assertThat(parent.isSampled()).isTrue();
  }

  @Test
  void datadog_numberTooLarge_isIgnored() {
    Map<String, String> headers =
        Map.of("x-datadog-trace-id", "99999999999999999999", "x-datadog-parent-id", "1");

    assertThat(extract(new DatadogHeaders(), headers).isValid()).isFalse();
  }

  private static SpanContext extract(TextMapPropagator propagator, Map<String, String> headers) {
    Context context = propagator.extract(Context.root(), headers, GETTER);
    return Span.fromContext(context).getSpanContext();
  }

  private static Map<String, String> inject(TextMapPropagator propagator) {
    SpanContext span =
        SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
    Map<String, String> headers = new HashMap<>();
    propagator.inject(
        Context.root().with(Span.wrap(span)),
        headers,
        (_, name, value) -> headers.put(name, value));
    return headers;
  }
}
