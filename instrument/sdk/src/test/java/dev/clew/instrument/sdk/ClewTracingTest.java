package dev.clew.instrument.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.instrument.Builder;
import dev.clew.instrument.Clew;
import dev.clew.instrument.Running;
import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way: started in one line, spans made by the helpers, read as they reach a server.
class ClewTracingTest {
  private static final Duration FLUSH = Duration.ofSeconds(20);

  private final OtlpSink sink = new OtlpSink();

  ClewTracingTest() throws IOException {}

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
  void span_ofAStartedApplication_arrivesCompressedWithItsResource() {
    traced(builder().environment("prod"), () -> Clew.span("work").run(Clew::ok));

    assertThat(sink.spans()).extracting(Span::getName).containsExactly("work");
    assertThat(sink.headers().get(0)).containsEntry("Content-encoding", List.of("gzip"));
    assertThat(resource())
        .containsEntry("service.name", "shop")
        .containsEntry("service.version", "1.2")
        .containsEntry("deployment.environment.name", "prod")
        .containsEntry("telemetry.distro.name", "clew");
  }

  @Test
  void commandLine_isNeverSent() {
    traced(builder(), () -> Clew.span("work").run(Clew::ok));

    assertThat(resource().keySet()).noneMatch(key -> key.startsWith("process.command"));
  }

  @Test
  void secrets_inEveryField_areHidden() {
    traced(
        builder(),
        () ->
            Clew.span("GET /login?token=abc123")
                .attr("db.password", "hunter2")
                .run(() -> Clew.error("bad", "password=hunter2")));

    Span span = sink.spans().get(0);
    assertThat(span.toString()).doesNotContain("hunter2").doesNotContain("abc123");
    assertThat(span.getName()).isEqualTo("GET /login?token=***");
  }

  @Test
  void secrets_inPartsOfAValue_areHidden() {
    Value<?> login = Value.of(Map.of("password", Value.of("hunter2"), "user", Value.of("ada")));
    traced(
        builder(),
        () -> Clew.span("work").attr(AttributeKey.valueKey("login"), login).run(Clew::ok));

    String sent = sink.spans().get(0).toString();
    assertThat(sent).contains("ada").doesNotContain("hunter2");
  }

  @Test
  void redaction_switchedOff_leavesValues() {
    traced(
        builder().setting("clew.redaction.enabled", "false"),
        () -> Clew.span("work").attr("db.password", "hunter2").run(Clew::ok));

    assertThat(sink.spans().get(0).toString()).contains("hunter2");
  }

  @Test
  void token_isSentAsBearer() {
    traced(builder().token("s3cret value"), () -> Clew.span("work").run(Clew::ok));

    assertThat(sink.headers().get(0))
        .containsEntry("Authorization", List.of("Bearer s3cret value"));
  }

  @Test
  void ignoredPath_isDroppedWithItsChildren() {
    traced(
        builder().setting("clew.ignore.paths", "/health,/actuator/**").sampler("always_on"),
        () -> {
          request("/health");
          request("/actuator/info");
          request("/orders");
        });

    assertThat(sink.spans())
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("/orders", "below /orders");
  }

  @Test
  void lateSampling_errorAndNoShare_sendsOnlyTheErroneous() {
    traced(
        builder().sampling(0).keepErrorsAndSlow(Duration.ofSeconds(30)),
        () -> {
          Clew.span("well").run(Clew::ok);
          Clew.span("bad").run(() -> Clew.span("inner").run(() -> Clew.timeout("late")));
        });

    assertThat(sink.spans()).extracting(Span::getName).containsExactlyInAnyOrder("bad", "inner");
    assertThat(attributes(sink.spans().get(0).getAttributesList()))
        .containsEntry("clew.kept_by", "error");
  }

  @Test
  void ratio_ofZero_sendsNothing() {
    traced(builder().sampling(0), () -> Clew.span("work").run(Clew::ok));

    assertThat(sink.spans()).isEmpty();
  }

  @Test
  void adaptiveSampler_underManyErrors_keepsMore() {
    traced(
        builder().sampler("clew_adaptive").sampling(0.1).keepErrorsAndSlow(Duration.ofSeconds(30)),
        () -> {
          for (int i = 0; i < 100; i++) {
            Clew.span("bad").run(() -> Clew.timeout("late"));
          }
          Clew.span("well").run(Clew::ok);
        });

    assertThat(sink.spans()).extracting(Span::getName).contains("well");
  }

  @Test
  void longTexts_areBounded() {
    String endless = "x".repeat(100_000);
    traced(
        builder(),
        () ->
            Clew.span(endless)
                .attr("text", endless)
                .run(() -> {
                  Clew.event(endless);
                  Clew.error("bad", endless);
                }));

    Span span = sink.spans().get(0);
    assertThat(span.getName()).hasSize(512);
    assertThat(span.getEvents(0).getName()).hasSize(256);
    assertThat(span.getStatus().getMessage()).hasSize(1_024);
    assertThat(attributes(span.getAttributesList()).get("text")).hasSize(4_096);
  }

  @Test
  void encryptedAttribute_leavesAsAnEnvelope_andOnlyThat(@TempDir Path folder) throws IOException {
    Path key =
        Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
    traced(
        builder()
            .setting("clew.encrypt.attributes", "user.email")
            .setting("clew.encrypt.key.file", key.toString()),
        () ->
            Clew.span("work")
                .attr("user.email", "ada@example.org")
                .attr("item", "tea")
                .run(Clew::ok));

    Map<String, String> sent = attributes(sink.spans().get(0).getAttributesList());
    assertThat(sent.get("user.email")).startsWith("clew:v1:");
    assertThat(sent).containsEntry("item", "tea");
    assertThat(sink.spans().toString()).doesNotContain("ada");
  }

  @Test
  void encryptedAttribute_withoutAKey_isLeftOutAndTheSpanStays() {
    traced(
        builder()
            .setting("clew.encrypt.attributes", "user.email")
            .setting("clew.encrypt.key.file", "no such file"),
        () -> Clew.span("work").attr("user.email", "ada@example.org").run(Clew::ok));

    assertThat(attributes(sink.spans().get(0).getAttributesList())).doesNotContainKey("user.email");
  }

  @Test
  void longSpan_isToldBeforeItsEnd_andAgainWhole() {
    traced(
        builder().setting("clew.live.after", "50ms"),
        () -> Clew.span("long").run(() -> await().until(() -> !sink.spans().isEmpty())));

    assertThat(sink.spans()).extracting(Span::getName).containsExactly("long", "long");
    Span record = sink.spans().get(0);
    Span whole = sink.spans().get(1);
    assertThat(record.getEndTimeUnixNano()).isZero();
    assertThat(record.toString()).contains("clew.unfinished");
    assertThat(whole.getSpanId()).isEqualTo(record.getSpanId());
    assertThat(whole.getEndTimeUnixNano()).isGreaterThan(whole.getStartTimeUnixNano());
    assertThat(whole.toString()).doesNotContain("clew.unfinished");
  }

  @Test
  void disabled_runsTheWorkAndSendsNothing() {
    traced(builder().enabled(false), () -> Clew.span("work").run(Clew::ok));

    assertThat(sink.spans()).isEmpty();
  }

  private Builder builder() {
    return Clew.builder().service("shop", "1.2").endpoint(sink.address());
  }

  private static void traced(Builder builder, Runnable work) {
    try (Running running = builder.start()) {
      work.run();
      running.flush(FLUSH);
    }
  }

  private static void request(String path) {
    Clew.span(path)
        .kind(SpanKind.SERVER)
        .attr(AttributeKey.stringKey("url.path"), path)
        .run(() -> Clew.span("below " + path).run(Clew::ok));
  }

  private Map<String, String> resource() {
    return attributes(sink.resources().get(0).getResource().getAttributesList());
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    Function<KeyValue, String> value = pair -> pair.getValue().getStringValue();
    return list.stream().collect(Collectors.toMap(KeyValue::getKey, value));
  }
}
