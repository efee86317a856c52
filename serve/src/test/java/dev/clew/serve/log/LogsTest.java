package dev.clew.serve.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.serve.settings.Settings.LogFormat;
import dev.clew.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogsTest {
  private final LoggerContext context = new LoggerContext();
  private final ManualClock clock = new ManualClock(Instant.EPOCH);
  private final RepetitionFilter filter = new RepetitionFilter(clock);

  private ILoggingEvent event(String message, Object... arguments) {
    return new LoggingEvent(
        "test", context.getLogger("dev.clew.Some"), Level.WARN, message, null, arguments);
  }

  private String line(LogFormat format, ILoggingEvent event) {
    return new String(Logs.encoder(context, format).encode(event), UTF_8);
  }

  private boolean passes(String message, Object... arguments) {
    return filter.decide(event(message, arguments)) != FilterReply.DENY;
  }

  @Test
  void text_isOneLine_whateverAClientSent() {
    String line = line(LogFormat.TEXT, event("got {}", "a\nERROR forged\u001b[31m"));

    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line).endsWith(" WARN  Some: got a ERROR forged [31m" + System.lineSeparator());
  }

  @Test
  void json_isOneObjectALine() throws IOException {
    String line = line(LogFormat.JSON, event("got {}", "a\nb\"c"));

    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(json.path("formattedMessage").asText()).isEqualTo("got a\nb\"c");
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("timestamp").isNumber()).isTrue();
  }

  @Test
  void sameLine_againAndAgain_isSaidFiveTimesInTenSeconds() {
    for (int i = 0; i < 5; i++) {
      assertThat(passes("client {} is rude", i)).isTrue();
    }

    assertThat(passes("client {} is rude", 6)).isFalse();
    assertThat(passes("something else")).isTrue();
  }

  @Test
  void sameLine_afterTenSeconds_isSaidAgain() {
    for (int i = 0; i < 10; i++) {
      passes("again");
    }
    clock.advance(Duration.ofSeconds(10));

    assertThat(passes("again")).isTrue();
  }
}
