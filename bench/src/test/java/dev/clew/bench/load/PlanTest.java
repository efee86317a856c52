package dev.clew.bench.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.bench.otlp.Protocol;
import dev.clew.wire.Encoding;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:4317", "ftp://host", "http:///v1/traces", "host"})
  void plan_noHttpAddress_saysWhatItGot(String endpoint) {
    assertThatThrownBy(() -> plan(endpoint, Duration.ofSeconds(1), 8))
        .hasMessage("endpoint must be http:// or https:// and a host, got " + endpoint);
  }

  @Test
  void plan_noTime_isRejected() {
    assertThatThrownBy(() -> plan("http://host", Duration.ZERO, 8))
        .hasMessage("duration must be above 0, got PT0S");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1001})
  void plan_tooFewOrManyConnections_saysTheRange(int connections) {
    assertThatThrownBy(() -> plan("http://host", Duration.ofSeconds(1), connections))
        .hasMessage("connections must be from 1 to 1000, got " + connections);
  }

  private static Plan plan(String endpoint, Duration duration, int connections) {
    return new Plan(
        URI.create(endpoint),
        Protocol.HTTP,
        Encoding.IDENTITY,
        Rate.MAX,
        Plan.NO_END,
        duration,
        connections,
        Optional.empty());
  }
}
