package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// `correlation` in `otel.propagators`; `clew.correlation.make` makes an id where none came.
public final class CorrelationHeaderProvider implements ConfigurablePropagatorProvider {
  @Override
  public TextMapPropagator getPropagator(ConfigProperties config) {
    boolean makes = config.getBoolean("clew.correlation.make", false);
    Supplier<String> made = () -> UUID.randomUUID().toString();
    return new CorrelationHeader(makes ? Optional.of(made) : Optional.empty());
  }

  @Override
  public String getName() {
    return "correlation";
  }
}
