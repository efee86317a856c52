package dev.clew.instrument.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// The settings that Spring knows under names of its own, behind all others: the trace in each line
/// of the log, and the active profile as the environment.
public class ClewDefaults implements EnvironmentPostProcessor {
  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("logging.pattern.correlation", "[%X{trace_id:-},%X{span_id:-}] ");
    String[] profiles = environment.getActiveProfiles();
    if (profiles.length > 0) {
      defaults.put("otel.resource.attributes.deployment.environment.name", profiles[0]);
    }
    environment.getPropertySources().addLast(new MapPropertySource("clew", defaults));
  }
}
