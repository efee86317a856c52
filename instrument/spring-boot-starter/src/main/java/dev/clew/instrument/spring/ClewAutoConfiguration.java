package dev.clew.instrument.spring;

import dev.clew.instrument.AnswerHeaders;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// The beans of the starter; the tracing itself is made by OpenTelemetry's starter, which finds
/// `clew-sdk` by the service loader.
@AutoConfiguration(
    afterName =
        "io.opentelemetry.instrumentation.spring.autoconfigure.OpenTelemetryAutoConfiguration")
@ConditionalOnProperty(name = "otel.sdk.disabled", havingValue = "false", matchIfMissing = true)
public class ClewAutoConfiguration {
  @Bean
  TracedAspect tracedAspect() {
    return new TracedAspect();
  }

  /// The static helpers find tracing where an agent would have put it.
  @Bean
  InitializingBean globalTracing(OpenTelemetry tracing) {
    return () -> {
      if (!GlobalOpenTelemetry.isSet()) {
        GlobalOpenTelemetry.set(tracing);
      }
    };
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

  /// Only where requests come by servlets; an agent tells by itself.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnProperty(name = AnswerHeaders.SETTING, matchIfMissing = true)
  static class Servlets {
    @Bean
    ServletAnswers servletAnswers(Environment settings) {
      return new ServletAnswers(headers(settings));
    }
  }

  /// Only where requests come by WebFlux.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnProperty(name = AnswerHeaders.SETTING, matchIfMissing = true)
  static class Reactive {
    @Bean
    ReactiveAnswers reactiveAnswers(Environment settings) {
      return new ReactiveAnswers(headers(settings));
    }
  }

  private static AnswerHeaders headers(Environment settings) {
    return new AnswerHeaders(settings.getProperty(AnswerHeaders.SETTING));
  }
}
