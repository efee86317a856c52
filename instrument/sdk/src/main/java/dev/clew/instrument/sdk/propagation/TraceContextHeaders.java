package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// W3C's trace context as OpenTelemetry reads it, also where a header comes more than once: of two
/// `traceparent` neither counts, and `tracestate` is all of them together.
public final class TraceContextHeaders implements TextMapPropagator {
  private static final String PARENT = "traceparent";

  private final TextMapPropagator next = W3CTraceContextPropagator.getInstance();

  @Override
  public Collection<String> fields() {
    return next.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    next.inject(context, carrier, setter);
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    return next.extract(context, carrier, new Joined<>(getter));
  }

  /// All values of a header as one.
  private static final class Joined<C> implements TextMapGetter<C> {
    private final TextMapGetter<C> getter;

    Joined(TextMapGetter<C> getter) {
      this.getter = getter;
    }

    @Override
    public @Nullable String get(@Nullable C carrier, String key) {
      List<String> values = new ArrayList<>();
      Iterator<String> all = getter.getAll(carrier, key);
      while (all.hasNext()) {
        String value = all.next();
        if (!value.isBlank()) {
          values.add(value);
        }
      }
      boolean isUnclear = values.isEmpty() || (values.size() > 1 && key.equals(PARENT));
      return isUnclear ? null : String.join(",", values);
    }
  }
}
