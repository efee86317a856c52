package dev.clew.instrument;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a propagator's fields from a map; names of headers have no case.
enum HeaderGetter implements TextMapGetter<Map<String, String>> {
  INSTANCE;

  @Override
  @SuppressWarnings("deprecation") // abstract before API 1.66, which applications may still have
  public Iterable<String> keys(Map<String, String> carrier) {
    return carrier.keySet();
  }

  @Override
  public @Nullable String get(@Nullable Map<String, String> carrier, String name) {
    if (carrier == null) {
      return null;
    }
    String exact = carrier.get(name);
    return exact != null ? exact : ignoringCase(carrier, name);
  }

  private static @Nullable String ignoringCase(Map<String, String> carrier, String name) {
    for (Map.Entry<String, String> header : carrier.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }
}
