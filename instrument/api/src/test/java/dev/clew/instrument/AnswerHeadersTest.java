package dev.clew.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerHeadersTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @ParameterizedTest
  @CsvSource({
    "        , Mozilla/5.0 (X11; Linux x86_64), true",
    "        , curl/8.14.1                    , false",
    "        ,                                , false",
    "browsers, Mozilla/5.0 (X11; Linux x86_64), true",
    "browsers, Java-http-client/25            , false",
    "true    ,                                , true",
    "false   , Mozilla/5.0 (X11; Linux x86_64), false"
  })
  void trace_isToldToThoseWhomTheSettingNames(
      @Nullable String setting, @Nullable String userAgent, boolean isTold) {
    List<String> told = told(setting, userAgent, traced());

    assertThat(
            told.contains("Server-Timing: traceparent;desc=\"00-" + TRACE + "-" + SPAN + "-01\""))
        .isEqualTo(isTold);
    assertThat(told).hasSize(isTold ? 2 : 0);
  }

  @Test
  void correlationId_isToldToAll() {
    Context context = traced().with(Baggage.builder().put("correlation.id", "c-42").build());

    assertThat(told(null, null, context)).containsExactly("X-Correlation-Id: c-42");
    assertThat(told("false", null, context)).isEmpty();
  }

  @Test
  void nothing_isToldWhereNothingIsTraced() {
    assertThat(told("true", null, Context.root())).isEmpty();
  }

  private static Context traced() {
    SpanContext span =
        SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(Span.wrap(span));
  }

  private static List<String> told(
      @Nullable String setting, @Nullable String userAgent, Context context) {
    List<String> told = new ArrayList<>();
    new AnswerHeaders(setting)
        .tell(context, userAgent, (name, value) -> told.add(name + ": " + value));
    return told;
  }
}
