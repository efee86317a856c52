package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;

/// `w3c` in `otel.propagators`.
public final class TraceContextHeadersProvider implements ConfigurablePropagatorProvider {
  @Override
  public TextMapPropagator getPropagator(ConfigProperties config) {
    return new TraceContextHeaders();
  }

  @Override
  public String getName() {
    return "w3c";
  }
}
