package dev.clew.instrument;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClewTest {
  @RegisterExtension private final MadeSpans spans = new MadeSpans();

  @Test
  void call_workReturns_resultPassesAndSpanIsMade() {
    int answer = Clew.span("order.process").attr("order.id", 7).call(() -> 42);

    assertThat(answer).isEqualTo(42);
    assertThat(spans.only().getName()).isEqualTo("order.process");
    assertThat(spans.only().getAttributes().get(longKey("order.id"))).isEqualTo(7);
  }

  @Test
  void run_checkedException_passesUnchangedAndIsTheSpansError() {
    IOException thrown = new IOException("disk gone");

    assertThatThrownBy(() -> Clew.span("save").run(() -> fail(thrown))).isSameAs(thrown);

    SpanData span = spans.only();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("disk gone");
    assertThat(errorType(span)).isEqualTo("java.io.IOException");
    assertThat(span.getEvents()).hasSize(1);
  }

  @Test
  void span_insideAnother_isItsChild() {
    Clew.span("outer").run(() -> Clew.span("inner").run(() -> Clew.event("here")));

    SpanData inner = spans.all().get(0);
    SpanData outer = spans.all().get(1);
    assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
    assertThat(inner.getEvents().get(0).getName()).isEqualTo("here");
  }

  @Test
  void callAsync_stageCompletesLater_spanEndsThen() {
    CompletableFuture<String> answer = new CompletableFuture<>();

    CompletionStage<String> stage = Clew.span("fetch").callAsync(() -> answer);

    assertThat(spans.all()).isEmpty();
    answer.complete("done");
    assertThat(stage.toCompletableFuture().join()).isEqualTo("done");
    assertThat(spans.only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void callAsync_stageFails_spanNamesTheCause() {
    CompletionStage<String> unused =
        Clew.span("fetch")
            .callAsync(
                () -> CompletableFuture.supplyAsync(() -> failWith(new CancellationException())));

    assertThatThrownBy(() -> unused.toCompletableFuture().join()).isNotNull();
    assertThat(errorType(spans.only())).isEqualTo("cancelled");
  }

  @Test
  void error_timeouts_areOneWord() {
    Clew.span("a").run(() -> Clew.error(new SocketTimeoutException("late")));
    Clew.span("b").run(() -> Clew.timeout("late"));
    Clew.span("c").run(() -> Clew.cancelled("gone"));

    assertThat(spans.all())
        .extracting(ClewTest::errorType)
        .containsExactly("timeout", "timeout", "cancelled");
  }

  @Test
  void log_levelAndFields_areAnEvent() {
    Clew.span("a").run(() -> Clew.log(Level.WARN, "low stock", Attributes.of(longKey("left"), 2L)));

    Attributes entry = spans.only().getEvents().get(0).getAttributes();
    assertThat(entry.get(stringKey("log.severity"))).isEqualTo("WARN");
    assertThat(entry.get(stringKey("log.message"))).isEqualTo("low stock");
    assertThat(entry.get(longKey("left"))).isEqualTo(2);
  }

  @Test
  void headers_insideASpan_carryItsContext() {
    Map<String, String> headers = Clew.span("out").call(Clew::headers);

    assertThat(headers.get("traceparent")).contains(spans.only().getTraceId());
  }

  @Test
  void process_messageOfAnotherTrace_continuesIt() {
    Map<String, String> headers = Clew.send("kafka", "orders").callWithHeaders(sent -> sent);

    Clew.process("kafka", "orders", headers).run(Clew::ok);

    SpanData sender = spans.all().get(0);
    SpanData receiver = spans.all().get(1);
    assertThat(sender.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(receiver.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(receiver.getParentSpanId()).isEqualTo(sender.getSpanId());
  }

  @Test
  void database_call_namesItsParts() {
    Clew.database("postgresql", "SELECT", "orders").run(Clew::ok);

    assertThat(spans.only().getName()).isEqualTo("SELECT orders");
    assertThat(spans.only().getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(text("db.collection.name")).isEqualTo("orders");
  }

  @Test
  void cache_missAndHit_areSaidWithoutTheKey() {
    Clew.cache("redis", "user:4711:cart").get(() -> null);
    String found = Clew.cache("redis", "user:4712:cart").get(() -> "cart");

    assertThat(found).isEqualTo("cart");
    assertThat(spans.all())
        .extracting(span -> span.getAttributes().get(booleanKey("cache.hit")))
        .containsExactly(false, true);
    assertThat(spans.all())
        .extracting(span -> span.getAttributes().get(stringKey("cache.key_pattern")))
        .containsOnly("user:{}:cart");
  }

  @Test
  void external_call_namesThePeer() {
    Map<String, String> sent =
        Clew.external("stripe", URI.create("https://api.stripe.test:8443/v1"))
            .callWithHeaders(headers -> headers);

    assertThat(text("server.address")).isEqualTo("api.stripe.test");
    assertThat(spans.only().getAttributes().get(longKey("server.port"))).isEqualTo(8443);
    assertThat(sent).containsKey("traceparent");
  }

  @Test
  void circuitBreaker_fallback_answersAndIsSaid() {
    String answer =
        Clew.circuitBreaker("cards", "closed")
            .call(() -> failWith(new IllegalStateException("down")), () -> "later");

    assertThat(answer).isEqualTo("later");
    assertThat(text("circuit_breaker.outcome")).isEqualTo("failure");
    assertThat(spans.only().getAttributes().get(booleanKey("circuit_breaker.fallback"))).isTrue();
    assertThat(spans.only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void circuitBreaker_refused_saysNotPermitted() {
    String answer = Clew.circuitBreaker("cards", "open").refused(() -> "later");

    assertThat(answer).isEqualTo("later");
    assertThat(text("circuit_breaker.outcome")).isEqualTo("not_permitted");
  }

  @Test
  void rateLimit_decision_isOnTheSpan() {
    Clew.span("request").run(() -> Clew.rateLimit("free", false, 100, 0));

    assertThat(text("rate_limit.decision")).isEqualTo("block");
    assertThat(spans.only().getEvents().get(0).getName()).isEqualTo("rate_limit");
  }

  @Test
  void user_id_isOnlySaidAsAHash() {
    Clew.span("request").run(() -> Clew.user("abc", "premium"));

    assertThat(text("user.hash")).isEqualTo("ba7816bf8f01cfea");
    assertThat(text("user.tier")).isEqualTo("premium");
    assertThat(spans.only().toString()).doesNotContain("abc");
  }

  @Test
  void user_ofWork_isInItsBaggageAsAHash() {
    Map<String, String> headers =
        Clew.span("request").call(() -> Clew.forUser("abc", "premium", Clew::headers));

    assertThat(text("user.hash")).isEqualTo("ba7816bf8f01cfea");
    assertThat(headers.get("baggage"))
        .contains("user.hash=ba7816bf8f01cfea", "user.tier=premium")
        .doesNotContain("abc");
    assertThat(Clew.headers()).isEmpty();
  }

  @Test
  void request_ofAnotherTrace_continuesIt() {
    Map<String, String> headers = Clew.span("caller").call(Clew::headers);

    Clew.request("GET /orders/{id}", headers::get).run(Clew::ok);

    SpanData caller = spans.all().get(0);
    SpanData server = spans.all().get(1);
    assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(server.getParentSpanId()).isEqualTo(caller.getSpanId());
  }

  @Test
  void request_withBaggage_handsItOn() {
    Map<String, String> headers =
        Clew.span("caller").call(() -> Clew.forUser("abc", "gold", Clew::headers));

    Map<String, String> further = Clew.request("GET /", headers::get).call(Clew::headers);

    assertThat(further.get("baggage")).isEqualTo(headers.get("baggage")).contains("gold");
  }

  @Test
  void request_withoutHeaders_beginsATrace() {
    Clew.request("GET /orders/{id}", name -> null).run(Clew::ok);

    assertThat(spans.only().getParentSpanContext().isValid()).isFalse();
  }

  private String text(String key) {
    return String.valueOf(spans.only().getAttributes().get(stringKey(key)));
  }

  private static String errorType(SpanData span) {
    return String.valueOf(span.getAttributes().get(stringKey("error.type")));
  }

  private static void fail(IOException thrown) throws IOException {
    throw thrown;
  }

  private static String failWith(RuntimeException thrown) {
    throw thrown;
  }
}
