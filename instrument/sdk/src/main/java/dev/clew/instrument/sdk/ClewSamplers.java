package dev.clew.instrument.sdk;

import dev.clew.instrument.sdk.sampling.ConsistentSampler;
import dev.clew.instrument.sdk.sampling.PriorityRate;
import dev.clew.instrument.sdk.sampling.Rate;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSamplerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;

/// `otel.traces.sampler=clew`: consistent probability, with priorities.
public final class ClewSamplers implements ConfigurableSamplerProvider {
  static final String NAME = "clew";

  @Override
  public Sampler createSampler(ConfigProperties config) {
    double share = config.getDouble("otel.traces.sampler.arg", 1);
    return sampler(config, Rate.fixed(share), "Clew{" + share + "}");
  }

  /// With what `clew.priority.*` asks for around the rate.
  static Sampler sampler(ConfigProperties config, Rate rate, String description) {
    List<String> paths = config.getList("clew.priority.paths");
    List<String> tiers = config.getList("clew.priority.tiers");
    boolean isPlain = paths.isEmpty() && tiers.isEmpty();
    return new ConsistentSampler(
        isPlain ? rate : new PriorityRate(paths, tiers, rate), description);
  }

  @Override
  public String getName() {
    return NAME;
  }
}
