package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads `x-trace-id` and `x-span-id`, also `traceid`, where no `traceparent` came; writes them
/// only when asked to, as every receiver of `traceparent` knows more.
public final class TraceHeaders implements TextMapPropagator {
  private static final String TRACE_ID = "x-trace-id";
  private static final String OTHER_TRACE_ID = "traceid";
  private static final String SPAN_ID = "x-span-id";
  private static final String PARENT_SPAN_ID = "x-parent-span-id";

  private final boolean doesInject;

  public TraceHeaders(boolean doesInject) {
    this.doesInject = doesInject;
  }

  @Override
  public Collection<String> fields() {
    return List.of(TRACE_ID, SPAN_ID, PARENT_SPAN_ID, OTHER_TRACE_ID);
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (doesInject && span.isValid()) {
      setter.set(carrier, TRACE_ID, span.getTraceId());
      setter.set(carrier, SPAN_ID, span.getSpanId());
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    if (Span.fromContext(context).getSpanContext().isValid()) {
      return context;
    }
    String trace = traceId(getter.get(carrier, TRACE_ID));
    if (trace == null) {
      trace = traceId(getter.get(carrier, OTHER_TRACE_ID));
    }
    if (trace == null) {
      return context;
    }
    String span = spanId(getter.get(carrier, SPAN_ID), trace);
    return context.with(
        Span.wrap(
            SpanContext.createFromRemoteParent(
                trace, span, TraceFlags.getSampled(), TraceState.getDefault())));
  }

  /// Takes 32 hex digits, a UUID, and 16 digits with zeroes before them; nothing else.
  private static @Nullable String traceId(@Nullable String header) {
    if (header == null || header.length() > 36) {
      return null;
    }
    String digits = header.trim().replace("-", "").toLowerCase(Locale.ROOT);
    String id = digits.length() == 16 ? "0000000000000000" + digits : digits;
    return TraceId.isValid(id) ? id : null;
  }

  /// A caller that names no span still needs one to be its parent: the trace id's end.
  private static String spanId(@Nullable String header, String traceId) {
    String id = header == null ? "" : header.trim().toLowerCase(Locale.ROOT);
    if (SpanId.isValid(id)) {
      return id;
    }
    String end = traceId.substring(16);
    return SpanId.isValid(end) ? end : traceId.substring(0, 16);
  }
}
