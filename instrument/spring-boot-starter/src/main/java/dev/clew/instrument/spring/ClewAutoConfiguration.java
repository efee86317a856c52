package dev.clew.instrument.spring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The beans of the starter; the tracing itself is made by OpenTelemetry's starter, which finds
/// `clew-sdk` by the service loader.
@AutoConfiguration
@ConditionalOnProperty(name = "otel.sdk.disabled", havingValue = "false", matchIfMissing = true)
public class ClewAutoConfiguration {
  @Bean
  TracedAspect tracedAspect() {
    return new TracedAspect();
  }

  /// Only where Spring's actuator is.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
  static class Actuator {
    @Bean
    @ConditionalOnAvailableEndpoint(ClewEndpoint.class)
    ClewEndpoint clewEndpoint() {
      return new ClewEndpoint();
    }
  }
}
