package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Iterator;
import java.util.StringJoiner;
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
      // Most requests begin a trace.
      if (getter.get(carrier, key) == null) {
        return null;
      }
      Iterator<String> all = getter.getAll(carrier, key);
      String first = next(all);
      String other = next(all);
      if (other == null || key.equals(PARENT)) {
        return other == null ? first : null;
      }
      StringJoiner values = new StringJoiner(",").add(first);
      for (; other != null; other = next(all)) {
        values.add(other);
      }
      return values.toString();
    }

    /// The next value that says something.
    private static @Nullable String next(Iterator<String> values) {
      while (values.hasNext()) {
        String value = values.next();
        if (!value.isBlank()) {
          return value;
        }
      }
      return null;
    }
  }
}
