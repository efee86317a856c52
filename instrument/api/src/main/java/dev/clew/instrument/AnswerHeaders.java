package dev.clew.instrument;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.function.BiConsumer;

/// What a server tells whoever asked: which trace is theirs, in `Server-Timing`, by which a browser
/// links its own part to the server's, and the correlation id where there is one.
public final class AnswerHeaders {
  private AnswerHeaders() {}

  /// Hands over each header; none where nothing is traced.
  public static void tell(Context context, BiConsumer<String, String> header) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!span.isValid()) {
      return;
    }
    String trace = span.getTraceId();
    String flags = span.getTraceFlags().asHex();
    header.accept(
        "Server-Timing",
        "traceparent;desc=\"00-" + trace + "-" + span.getSpanId() + "-" + flags + "\"");
    header.accept("Access-Control-Expose-Headers", "Server-Timing");
    String correlation = Baggage.fromContext(context).getEntryValue("correlation.id");
    if (correlation != null) {
      header.accept("X-Correlation-Id", correlation);
    }
  }
}
