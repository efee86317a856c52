package dev.clew.instrument.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsualTest {
  @Test
  void settings_nothingSaid_areClewsChoice() {
    assertThat(settings(Map.of()))
        .containsEntry("otel.exporter.otlp.protocol", "http/protobuf")
        .containsEntry("otel.exporter.otlp.compression", "gzip")
        .containsEntry("otel.exporter.otlp.timeout", "30000")
        .containsEntry("otel.bsp.max.queue.size", "8192")
        .containsEntry("otel.bsp.max.export.batch.size", "512")
        .containsEntry("otel.bsp.schedule.delay", "2000")
        .containsEntry("otel.attribute.value.length.limit", "4096")
        .containsEntry("otel.traces.sampler", "clew");
  }

  @Test
  void settings_said_stay() {
    assertThat(settings(Map.of("otel.exporter.otlp.compression", "none")))
        .doesNotContainKey("otel.exporter.otlp.compression");
  }

  @Test
  void settings_auditProfile_sendsSmallBatches() {
    assertThat(settings(Map.of("clew.profile", "audit")))
        .containsEntry("otel.bsp.max.export.batch.size", "100")
        .containsEntry("otel.bsp.schedule.delay", "5000");
  }

  @Test
  void settings_olderNames_areUnderstood() {
    Map<String, String> old =
        Map.of(
            "service.name",
            "shop",
            "service.version",
            "1.2",
            "node.env",
            "prod",
            "jaeger.endpoint",
            "http://jaeger:14268/api/traces",
            "otlp.api.key",
            "k y");

    assertThat(settings(old))
        .containsEntry("otel.service.name", "shop")
        .containsEntry("otel.exporter.otlp.endpoint", "http://jaeger:4318")
        .containsEntry("otel.exporter.otlp.headers", "Authorization=Bearer%20k%20y")
        .containsEntry(
            "otel.resource.attributes", "service.version=1.2,deployment.environment.name=prod");
  }

  @Test
  void settings_headerOfAnotherName_isSent() {
    assertThat(settings(Map.of("otlp.auth.header", "X-Scope: a=b")))
        .containsEntry("otel.exporter.otlp.headers", "X-Scope=a%3Db");
  }

  private static Map<String, String> settings(Map<String, String> said) {
    return Usual.settings(DefaultConfigProperties.createFromMap(said));
  }
}
