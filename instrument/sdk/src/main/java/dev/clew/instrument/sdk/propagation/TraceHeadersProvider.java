package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;

/// `xtrace` in `otel.propagators`.
public final class TraceHeadersProvider implements ConfigurablePropagatorProvider {
  @Override
  public TextMapPropagator getPropagator(ConfigProperties config) {
    return new TraceHeaders(config.getBoolean("clew.propagation.xtrace.inject", false));
  }

  @Override
  public String getName() {
    return "xtrace";
  }
}
