package dev.clew.instrument.sdk.propagation;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;

/// `user` in `otel.propagators`; does nothing until `clew.user.id.header` or
/// `clew.user.tier.header` names a header.
public final class UserHeadersProvider implements ConfigurablePropagatorProvider {
  @Override
  public TextMapPropagator getPropagator(ConfigProperties config) {
    String id = config.getString("clew.user.id.header");
    String tier = config.getString("clew.user.tier.header");
    return id == null && tier == null ? TextMapPropagator.noop() : new UserHeaders(id, tier);
  }

  @Override
  public String getName() {
    return "user";
  }
}
