package dev.clew.instrument.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AgentLateSamplingTest {
  @Test
  void agent_lateSampling_sendsOnlyTheTraceThatFailed() throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "otel.traces.sampler.arg", "0",
            "clew.late.enabled", "true",
            "clew.late.slow", "1m",
            "otel.instrumentation.jdbc.enabled", "false");
    try (OtlpSink sink = new OtlpSink();
        AgentProcess application = new AgentProcess(sink.address(), settings)) {
      for (int i = 0; i < 20; i++) {
        application.get("/orders");
      }
      application.get("/fail");
      application.end();

      Set<String> names = sink.spans().stream().map(Span::getName).collect(Collectors.toSet());
      assertThat(sink.spans()).hasSize(2);
      assertThat(names).contains("Orders.fail");
      assertThat(sink.spans().toString()).contains("clew.kept_by");
    }
  }
}
