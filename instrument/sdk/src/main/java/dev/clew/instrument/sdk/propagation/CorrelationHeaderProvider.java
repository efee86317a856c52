package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;

/// `correlation` in `otel.propagators`.
public final class CorrelationHeaderProvider implements ConfigurablePropagatorProvider {
  @Override
  public TextMapPropagator getPropagator(ConfigProperties config) {
    return new CorrelationHeader();
  }

  @Override
  public String getName() {
    return "correlation";
  }
}
