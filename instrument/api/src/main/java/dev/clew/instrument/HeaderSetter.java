package dev.clew.instrument;

import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a propagator's fields into a map.
enum HeaderSetter implements TextMapSetter<Map<String, String>> {
  INSTANCE;

  @Override
  public void set(@Nullable Map<String, String> carrier, String name, String value) {
    if (carrier != null) {
      carrier.put(name, value);
    }
  }
}
