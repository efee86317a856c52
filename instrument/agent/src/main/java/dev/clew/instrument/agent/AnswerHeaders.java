package dev.clew.instrument.agent;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.bootstrap.http.HttpServerResponseCustomizer;
import io.opentelemetry.javaagent.bootstrap.http.HttpServerResponseMutator;
import java.util.Locale;

/// Tells whoever asked which trace is theirs: a browser reads `Server-Timing` and links its own
/// part to the server's. `clew.server.timing=false` leaves it out.
public final class AnswerHeaders implements HttpServerResponseCustomizer {
  private static final String SETTING = "clew.server.timing";

  private final boolean isOn = isOn();

  @Override
  public <T> void customize(Context context, T response, HttpServerResponseMutator<T> answer) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!isOn || !span.isValid()) {
      return;
    }
    String trace =
        "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex();
    answer.appendHeader(response, "Server-Timing", "traceparent;desc=\"" + trace + "\"");
    answer.appendHeader(response, "Access-Control-Expose-Headers", "Server-Timing");
    String correlation = Baggage.fromContext(context).getEntryValue("correlation.id");
    if (correlation != null) {
      answer.appendHeader(response, "X-Correlation-Id", correlation);
    }
  }

  /// Made by the agent before there are settings to ask.
  private static boolean isOn() {
    String variable = System.getenv(SETTING.replace('.', '_').toUpperCase(Locale.ROOT));
    return !"false".equals(System.getProperty(SETTING, variable));
  }
}
