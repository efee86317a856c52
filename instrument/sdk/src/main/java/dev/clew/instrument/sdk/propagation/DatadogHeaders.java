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
import org.jspecify.annotations.Nullable;

/// Datadog's headers: ids as decimal numbers of 64 bits, the trace id's upper half in
/// `x-datadog-tags`.
public final class DatadogHeaders implements TextMapPropagator {
  private static final String TRACE_ID = "x-datadog-trace-id";
  private static final String PARENT_ID = "x-datadog-parent-id";
  private static final String PRIORITY = "x-datadog-sampling-priority";
  private static final String TAGS = "x-datadog-tags";
  private static final String UPPER = "_dd.p.tid=";

  @Override
  public Collection<String> fields() {
    return List.of(TRACE_ID, PARENT_ID, PRIORITY, TAGS);
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!span.isValid()) {
      return;
    }
    setter.set(carrier, TRACE_ID, decimal(span.getTraceId().substring(16)));
    setter.set(carrier, PARENT_ID, decimal(span.getSpanId()));
    setter.set(carrier, PRIORITY, span.isSampled() ? "1" : "0");
    setter.set(carrier, TAGS, UPPER + span.getTraceId().substring(0, 16));
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    String lower = hex(getter.get(carrier, TRACE_ID));
    String parent = hex(getter.get(carrier, PARENT_ID));
    if (lower == null || parent == null || Span.fromContext(context).getSpanContext().isValid()) {
      return context;
    }
    String trace = upper(getter.get(carrier, TAGS)) + lower;
    if (!TraceId.isValid(trace) || !SpanId.isValid(parent)) {
      return context;
    }
    return context.with(
        Span.wrap(
            SpanContext.createFromRemoteParent(
                trace, parent, flags(getter.get(carrier, PRIORITY)), TraceState.getDefault())));
  }

  private static String decimal(String hex) {
    return Long.toUnsignedString(Long.parseUnsignedLong(hex, 16));
  }

  private static @Nullable String hex(@Nullable String decimal) {
    try {
      return decimal == null ? null : String.format("%016x", Long.parseUnsignedLong(decimal));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String upper(@Nullable String tags) {
    int at = tags == null ? -1 : tags.indexOf(UPPER);
    if (tags == null || at < 0 || at + UPPER.length() + 16 > tags.length()) {
      return "0000000000000000";
    }
    return tags.substring(at + UPPER.length(), at + UPPER.length() + 16);
  }

  /// Zero and below is dropped; without a priority the trace is kept.
  private static TraceFlags flags(@Nullable String priority) {
    boolean isDropped = "0".equals(priority) || "-1".equals(priority);
    return isDropped ? TraceFlags.getDefault() : TraceFlags.getSampled();
  }
}
