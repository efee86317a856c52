package dev.clew.instrument.sdk;

import dev.clew.instrument.sdk.sampling.ErrorRate;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSamplerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;

/// `otel.traces.sampler=clew_adaptive`: a share that rises while requests fail.
public final class AdaptiveSamplers implements ConfigurableSamplerProvider {
  @Override
  public Sampler createSampler(ConfigProperties config) {
    double base = config.getDouble("otel.traces.sampler.arg", 0.01);
    Duration halfLife = config.getDuration("clew.adaptive.half.life", Duration.ofMinutes(1));
    ErrorRate rate = new ErrorRate(base, halfLife, System::nanoTime);
    return ClewSamplers.sampler(config, rate, "ClewAdaptive{" + base + "}");
  }

  @Override
  public String getName() {
    return "clew_adaptive";
  }
}
