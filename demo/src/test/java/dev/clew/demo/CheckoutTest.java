package dev.clew.demo;

import static dev.clew.demo.telemetry.ShopAttributes.BREAKER_FROM;
import static dev.clew.demo.telemetry.ShopAttributes.BREAKER_STATE;
import static io.opentelemetry.semconv.DbAttributes.DB_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.payments.CardVerdict;
import dev.clew.demo.payments.CardVerdict.Outcome;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutTest {
  private static final CardVerdict BROKEN = TestShop.says(Outcome.BROKEN);

  private final TestShop shop;

  CheckoutTest() throws Exception {
    shop = new TestShop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void checkout_paid_reservesEveryLineAndChargesOnce() throws Exception {
    int status = shop.checkout("a", "SKU-1:1,SKU-2:2");

    Trace trace = shop.request();
    assertThat(status).isEqualTo(201);
    assertThat(trace.services())
        .containsExactlyInAnyOrder("gateway", "orders", "inventory", "payments");
    assertThat(trace.named("UPDATE stock")).hasSize(2);
    assertThat(trace.named("INSERT charges")).hasSize(1);
    assertThat(trace.spans()).hasSizeBetween(20, 40);
  }

  @Test
  void checkout_paid_isOneConnectedTree() throws Exception {
    shop.checkout("a", "SKU-1:1,SKU-2:2");

    Trace trace = shop.request();
    assertThat(trace.roots()).hasSize(1);
    assertThat(trace.tree().lines()).hasSameSizeAs(trace.spans());
  }

  @Test
  void checkout_declined_isABusinessErrorAndUndone() throws Exception {
    shop.cards(TestShop.says(Outcome.DECLINED));

    int status = shop.checkout("a", "SKU-1:1");

    Trace trace = shop.request();
    assertThat(status).isEqualTo(402);
    assertThat(trace.attribute("payments", "charge card", ERROR_TYPE)).isEqualTo("card_declined");
    assertThat(trace.named("UPDATE stock")).hasSize(2);
    assertThat(trace.roots().getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void checkout_networkSilent_timesOutWithAnException() throws Exception {
    var hasty = new TestShop(TestShop.SHORT_PATIENCE);
    hasty.cards(TestShop.NEVER);

    int status = hasty.checkout("a", "SKU-1:1");

    Trace trace = hasty.request();
    SpanData call = trace.one("payments", "POST /authorize");
    assertThat(status).isEqualTo(502);
    assertThat(call.getAttributes().get(ERROR_TYPE))
        .isEqualTo("java.net.http.HttpTimeoutException");
    assertThat(call.getEvents()).extracting(EventData::getName).containsExactly("exception");
    assertThat(trace.roots().getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void checkout_sentTwice_violatesAConstraint() throws Exception {
    shop.checkout("a", "SKU-1:1");
    int status = shop.checkout("a", "SKU-1:1");

    SpanData insert = shop.requests().getLast().one("orders", "INSERT orders");
    assertThat(status).isEqualTo(409);
    assertThat(insert.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(insert.getAttributes().get(DB_RESPONSE_STATUS_CODE)).isEqualTo("23505");
    assertThat(insert.getEvents()).extracting(EventData::getName).containsExactly("exception");
  }

  @Test
  void checkout_shelfEmpty_isRefusedAndRestocked() throws Exception {
    shop.checkout("a", "SKU-1:20");
    int refused = shop.checkout("b", "SKU-1:20");
    int again = shop.checkout("c", "SKU-1:20");

    Trace trace = shop.requests().get(1);
    assertThat(List.of(refused, again)).containsExactly(409, 201);
    assertThat(trace.named("restock")).hasSize(1);
    assertThat(trace.named("POST /charges")).isEmpty();
  }

  @Test
  void breaker_afterThreeFailures_opensAndLetsPayLater() throws Exception {
    shop.cards(BROKEN, BROKEN, BROKEN);
    for (String key : List.of("a", "b", "c")) {
      assertThat(shop.checkout(key, "SKU-1:1")).isEqualTo(502);
    }
    int status = shop.checkout("d", "SKU-1:1");

    List<Trace> traces = shop.requests();
    assertThat(status).isEqualTo(201);
    assertThat(changes(traces.get(2))).containsExactly("closed to open");
    SpanData charge = traces.get(3).one("payments", "charge card");
    assertThat(charge.getAttributes().get(BREAKER_STATE)).isEqualTo("open");
    assertThat(charge.getEvents()).extracting(EventData::getName).containsExactly("fallback");
    assertThat(traces.get(3).named("POST /authorize")).isEmpty();
  }

  @Test
  void breaker_afterAPause_probesAndCloses() throws Exception {
    shop.cards(BROKEN, BROKEN, BROKEN);
    for (String key : List.of("a", "b", "c")) {
      shop.checkout(key, "SKU-1:1");
    }
    shop.clock.advance(Duration.ofSeconds(5));
    int status = shop.checkout("d", "SKU-1:1");

    Trace probe = shop.requests().getLast();
    assertThat(status).isEqualTo(201);
    assertThat(changes(probe)).containsExactly("open to half_open", "half_open to closed");
    assertThat(probe.named("POST /authorize")).hasSize(1);
  }

  private static List<String> changes(Trace trace) {
    return trace.one("payments", "charge card").getEvents().stream()
        .map(EventData::getAttributes)
        .filter(attributes -> attributes.get(BREAKER_FROM) != null)
        .map(attributes -> attributes.get(BREAKER_FROM) + " to " + attributes.get(BREAKER_STATE))
        .toList();
  }
}
