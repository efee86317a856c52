package dev.clew.instrument;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What a server tells whoever asked: which trace is theirs, in `Server-Timing`, by which a browser
/// links its own part to the server's, and the correlation id where there is one.
public final class AnswerHeaders {
  /// Its name in Clew's settings: `browsers`, which is usual, `true` for all callers, or `false`.
  public static final String SETTING = "clew.server.timing";

  /// What every browser's `User-Agent` begins with.
  private static final String BROWSER = "Mozilla/";

  private final boolean isOn;
  private final boolean isForAll;

  public AnswerHeaders(@Nullable String setting) {
    isOn = !"false".equals(setting);
    isForAll = "true".equals(setting);
  }

  /// Hands over each header; none where nothing is traced. A service that calls another knows its
  /// trace, so the trace is told to browsers alone unless all are to be told.
  public void tell(Context context, @Nullable String userAgent, BiConsumer<String, String> header) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!isOn || !span.isValid()) {
      return;
    }
    if (isForAll || (userAgent != null && userAgent.startsWith(BROWSER))) {
      header.accept("Server-Timing", timing(span));
      header.accept("Access-Control-Expose-Headers", "Server-Timing");
    }
    String correlation = Baggage.fromContext(context).getEntryValue("correlation.id");
    if (correlation != null) {
      header.accept("X-Correlation-Id", correlation);
    }
  }

  private static String timing(SpanContext span) {
    String flags = span.getTraceFlags().asHex();
    return "traceparent;desc=\"00-"
        + span.getTraceId()
        + "-"
        + span.getSpanId()
        + "-"
        + flags
        + "\"";
  }
}
