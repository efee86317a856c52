package dev.clew.demo.telemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Carries the trace context from one service to another in W3C headers.
public final class Propagation {
  private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

  private Propagation() {}

  public static Map<String, String> headers(Context context) {
    Map<String, String> headers = new HashMap<>();
    W3C.inject(context, headers, (_, name, value) -> headers.put(name, value));
    return headers;
  }

  /// The context that headers carry; the root when they carry none.
  public static Context context(Function<String, @Nullable String> header) {
    return W3C.extract(Context.root(), header, (_, name) -> header.apply(name));
  }
}
