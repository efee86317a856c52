package dev.clew.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clew.demo.TestShop.Visit;
import dev.clew.demo.payments.CardVerdict;
import dev.clew.demo.payments.CardVerdict.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestShop.Open.class)
class CheckoutTest {
  private static final CardVerdict BROKEN = TestShop.says(Outcome.BROKEN);
  private static final CardVerdict NEVER = new CardVerdict(Outcome.APPROVED, Duration.ofHours(1));

  private final TestShop shop;

  CheckoutTest(TestShop shop) {
    this.shop = shop;
  }

  @Test
  void checkout_paid_reservesEveryLineAndChargesOnce() throws Exception {
    Visit visit = shop.checkout("c1", "paid", "SKU-1:1,SKU-2:2");

    Trace trace = visit.trace();
    assertThat(visit.status()).isEqualTo(201);
    assertThat(trace.services())
        .containsExactlyInAnyOrder("gateway", "orders", "inventory", "payments", "notifier");
    assertThat(trace.statements("UPDATE stock")).hasSize(2);
    assertThat(trace.statements("INSERT INTO charges")).hasSize(1);
    assertThat(trace.spans()).hasSizeBetween(20, 40);
  }

  @Test
  void checkout_paid_isOneConnectedTree() throws Exception {
    Trace trace = shop.checkout("c1", "tree", "SKU-3:1,SKU-4:2").trace();

    assertThat(trace.root().name()).isEqualTo("POST /checkout");
    assertThat(trace.tree().lines()).hasSameSizeAs(trace.spans());
  }

  @Test
  void checkout_declined_isABusinessErrorAndUndone() throws Exception {
    shop.cards(TestShop.says(Outcome.DECLINED));

    Visit visit = shop.checkout("c1", "declined", "SKU-5:1");

    Trace trace = visit.trace();
    assertThat(visit.status()).isEqualTo(402);
    assertThat(trace.one("payments", "charge card").attribute("error.type"))
        .isEqualTo("card_declined");
    assertThat(trace.statements("UPDATE stock")).hasSize(2);
    assertThat(trace.root().hasFailed()).isFalse();
  }

  @Test
  void checkout_networkSilent_timesOutWithAnException() throws Exception {
    shop.cards(NEVER);

    Visit visit = shop.checkout("c1", "silent", "SKU-6:1");

    Trace trace = visit.trace();
    Made guarded = trace.one("payments", "circuit_breaker card-network");
    assertThat(visit.status()).isEqualTo(502);
    assertThat(guarded.attribute("error.type")).isEqualTo("timeout");
    assertThat(guarded.attribute("circuit_breaker.outcome")).isEqualTo("failure");
    assertThat(guarded.events()).containsExactly("exception");
    assertThat(trace.root().hasFailed()).isTrue();
  }

  @Test
  void checkout_sentTwice_violatesAConstraint() throws Exception {
    shop.checkout("c1", "twice", "SKU-7:1");
    Visit visit = shop.checkout("c1", "twice", "SKU-7:1");

    Made insert = visit.trace().statement("INSERT INTO orders");
    assertThat(visit.status()).isEqualTo(409);
    assertThat(insert.hasFailed()).isTrue();
    assertThat(insert.events()).containsExactly("exception");
  }

  @Test
  void checkout_shelfEmpty_isRefusedAndRestocked() throws Exception {
    shop.checkout("c1", "first", "SKU-8:20");
    Visit refused = shop.checkout("c1", "second", "SKU-8:20");
    Visit again = shop.checkout("c1", "third", "SKU-8:20");

    assertThat(List.of(refused.status(), again.status())).containsExactly(409, 201);
    assertThat(refused.trace().named("restock")).hasSize(1);
    assertThat(refused.trace().named("POST /charges")).isEmpty();
  }

  @Test
  void breaker_afterThreeFailures_opensAndLetsPayLaterThenProbesAndCloses() throws Exception {
    shop.cards(BROKEN, BROKEN, BROKEN);
    shop.checkout("c2", "broken 1", "SKU-9:1");
    shop.checkout("c2", "broken 2", "SKU-9:1");
    Visit third = shop.checkout("c2", "broken 3", "SKU-9:1");
    Visit fourth = shop.checkout("c2", "later", "SKU-9:1");

    assertThat(List.of(third.status(), fourth.status())).containsExactly(502, 201);
    assertThat(changes(third.trace())).containsExactly("open");
    Made refused = fourth.trace().one("payments", "circuit_breaker card-network");
    assertThat(refused.attribute("circuit_breaker.state")).isEqualTo("open");
    assertThat(refused.attribute("circuit_breaker.outcome")).isEqualTo("not_permitted");
    assertThat(refused.attribute("circuit_breaker.fallback")).isEqualTo("true");
    assertThat(changes(probe())).containsExactly("half_open", "closed");
  }

  /// The first checkout that the breaker lets through again.
  private Trace probe() {
    int[] tries = {0};
    return await()
        .pollInterval(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> shop.checkout("c2", "probe " + tries[0]++, "SKU-10:1").trace(),
            trace -> trace.spans().stream().anyMatch(CheckoutTest::isToTheNetwork));
  }

  private static boolean isToTheNetwork(Made span) {
    return span.attribute("url.full").endsWith("/authorize");
  }

  private static List<String> changes(Trace trace) {
    return trace
        .one("payments", "charge card")
        .events("circuit_breaker.state_change", "circuit_breaker.state");
  }
}
