package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;

/// `datadog` in `otel.propagators`.
public final class DatadogHeadersProvider implements ConfigurablePropagatorProvider {
  @Override
  public TextMapPropagator getPropagator(ConfigProperties config) {
    return new DatadogHeaders();
  }

  @Override
  public String getName() {
    return "datadog";
  }
}
