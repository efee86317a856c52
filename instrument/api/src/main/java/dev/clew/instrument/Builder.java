package dev.clew.instrument;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.logging.Logger;

/// What an application says about its tracing in code; each is an OpenTelemetry or Clew setting,
/// and the environment wins over it.
public final class Builder {
  private static final Logger LOG = Logger.getLogger(Builder.class.getName());

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> resource = new LinkedHashMap<>();

  Builder() {}

  public Builder enabled(boolean isEnabled) {
    return setting("otel.sdk.disabled", String.valueOf(!isEnabled));
  }

  public Builder service(String name) {
    return setting("otel.service.name", name);
  }

  public Builder service(String name, String version) {
    resource.put("service.version", version);
    return service(name);
  }

  public Builder environment(String name) {
    resource.put("deployment.environment.name", name);
    return this;
  }

  /// Where OTLP over HTTP is taken, such as `http://clew:4318`.
  public Builder endpoint(URI endpoint) {
    return setting("otel.exporter.otlp.endpoint", endpoint.toString());
  }

  /// Sends `Authorization: Bearer …`; the environment's `OTLP_API_KEY` does the same.
  public Builder token(String token) {
    return setting("clew.token", token);
  }

  /// `always_on`, `always_off`, `traceidratio`, `parentbased_…`, or Clew's own: `clew` (consistent
  /// probability) and `clew_adaptive` (more while requests fail).
  public Builder sampler(String name) {
    return setting("otel.traces.sampler", name);
  }

  /// The share of traces to keep, from 0 to 1.
  public Builder sampling(double ratio) {
    return setting("otel.traces.sampler.arg", String.valueOf(ratio));
  }

  /// Also keeps whole every trace with an error, or whose root takes at least so long.
  public Builder keepErrorsAndSlow(Duration slow) {
    setting("clew.late.enabled", "true");
    return setting("clew.late.slow", slow.toMillis() + "ms");
  }

  /// Switches an instrumentation by the agent's name of it, such as `jdbc` or `lettuce`.
  public Builder instrumentation(String name, boolean isEnabled) {
    return setting("otel.instrumentation." + name + ".enabled", String.valueOf(isEnabled));
  }

  /// Serves metrics to Prometheus; needs OpenTelemetry's exporter of that name on the class path.
  public Builder prometheus(int port) {
    setting("otel.metrics.exporter", "prometheus");
    return setting("otel.exporter.prometheus.port", String.valueOf(port));
  }

  /// Any other setting, by its property name.
  public Builder setting(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /// Starts tracing. Without `clew-sdk` on the class path the application runs on untraced.
  public Running start() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (!resource.isEmpty()) {
      all.merge("otel.resource.attributes", resourceText(), (own, added) -> own + "," + added);
    }
    return ServiceLoader.load(Starter.class)
        .findFirst()
        .map(starter -> starter.start(all))
        .orElseGet(Builder::nothing);
  }

  private String resourceText() {
    StringBuilder text = new StringBuilder();
    resource.forEach((key, value) ->
        text.append(text.length() == 0 ? "" : ",").append(key).append('=').append(value));
    return text.toString();
  }

  private static Running nothing() {
    LOG.warning("tracing needs clew-sdk on the class path, found none: no spans are made");
    return NoTracing.INSTANCE;
  }

  /// Runs when nothing can be started.
  private enum NoTracing implements Running {
    INSTANCE;

    @Override
    public boolean flush(Duration atMost) {
      return true;
    }

    @Override
    public void close() {}
  }
}
