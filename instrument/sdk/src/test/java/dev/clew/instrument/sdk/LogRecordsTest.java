package dev.clew.instrument.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.instrument.Builder;
import dev.clew.instrument.Clew;
import dev.clew.instrument.Running;
import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of log records on their way out: the same as of spans.
class LogRecordsTest {
  private static final Duration FLUSH = Duration.ofSeconds(20);

  private final OtlpSink sink = new OtlpSink();

  @TempDir private Path folder = Path.of("unset");

  LogRecordsTest() throws IOException {}

  @BeforeEach
  void forgetTheSdk() {
    GlobalOpenTelemetry.resetForTest();
  }

  @AfterEach
  void close() {
    sink.close();
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void secrets_inALogRecord_areHidden() {
    logged(builder());

    LogRecord log = sink.logs().get(0);
    assertThat(log.getBody().getStringValue()).isEqualTo("login failed, password=***");
    assertThat(attributes(log)).containsEntry("api.key", "***").containsEntry("user.tier", "gold");
  }

  @Test
  void redaction_switchedOff_leavesLogRecords() {
    logged(builder().setting("clew.redaction.enabled", "false"));

    assertThat(sink.logs().get(0).toString()).contains("hunter2");
  }

  @Test
  void encryptedAttribute_ofALogRecord_leavesAsAnEnvelope() throws IOException {
    Path key =
        Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));

    logged(
        builder()
            .setting("clew.encrypt.attributes", "user.tier")
            .setting("clew.encrypt.key.file", key.toString()));

    assertThat(attributes(sink.logs().get(0)).get("user.tier")).startsWith("clew:v1:");
    assertThat(sink.logs().toString()).doesNotContain("gold");
  }

  @Test
  void logRecord_thatTheServerDoesNotTake_waitsInItsOwnFolder() {
    sink.always(OtlpSink.status(503));
    Builder buffered =
        builder()
            .setting("clew.buffer.folder", folder.toString())
            .setting("clew.buffer.resend.every", "50ms")
            .setting("otel.java.exporter.otlp.retry.disabled", "true");
    try (Running running = buffered.start()) {
      log();
      running.flush(FLUSH);
      assertThat(folder.resolve("logs")).isDirectoryContaining("glob:**.otlp");

      sink.always(null);

      await().until(() -> !sink.logs().isEmpty());
    }
  }

  private Builder builder() {
    return Clew.builder()
        .service("shop", "1.2")
        .endpoint(sink.address())
        .setting("otel.logs.exporter", "otlp");
  }

  private static void logged(Builder builder) {
    try (Running running = builder.start()) {
      log();
      running.flush(FLUSH);
    }
  }

  private static void log() {
    GlobalOpenTelemetry.get()
        .getLogsBridge()
        .get("test")
        .logRecordBuilder()
        .setBody("login failed, password=hunter2")
        .setAttribute(AttributeKey.stringKey("api.key"), "hunter2")
        .setAttribute(AttributeKey.stringKey("user.tier"), "gold")
        .emit();
  }

  private static Map<String, String> attributes(LogRecord log) {
    return log.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> pair.getValue().getStringValue()));
  }
}
