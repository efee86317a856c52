package dev.clew.instrument;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a propagator's fields from whatever answers a header's name with its value.
enum LookupGetter implements TextMapGetter<Function<String, @Nullable String>> {
  INSTANCE;

  /// Unknown; propagators ask for the fields they know.
  @Override
  @SuppressWarnings("deprecation") // abstract before API 1.66, which applications may still have
  public Iterable<String> keys(Function<String, @Nullable String> headers) {
    return List.of();
  }

  @Override
  public @Nullable String get(@Nullable Function<String, @Nullable String> headers, String name) {
    return headers == null ? null : headers.apply(name);
  }
}
