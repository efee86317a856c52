package dev.clew.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.TestShop.Visit;
import dev.clew.demo.gateway.Identity;
import dev.clew.demo.gateway.Tier;
import dev.clew.demo.http.Fields;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestShop.Open.class)
class DoorTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestShop shop;

  DoorTest(TestShop shop) {
    this.shop = shop;
  }

  @Test
  void token_expired_isRefusedBeforeAnyOtherService() throws Exception {
    Visit visit =
        shop.get(new Identity("c6", Tier.FREE), "/orders", Fields.NONE, Duration.ofSeconds(-1));

    Trace trace = visit.trace();
    assertThat(visit.status()).isEqualTo(401);
    assertThat(trace.services()).containsExactly("gateway");
    assertThat(trace.one("gateway", "authenticate").attribute("error.type"))
        .isEqualTo("token_expired");
    assertThat(trace.one("gateway", "authenticate").hasFailed()).isTrue();
  }

  @Test
  void token_valid_namesTheUserInEveryServiceByAHash() throws Exception {
    Trace trace = shop.get("c6", "/orders", Fields.NONE).trace();

    assertThat(trace.services()).contains("gateway", "orders", "notifier");
    assertThat(trace.spans())
        .filteredOn(span -> !span.name().equals("authenticate"))
        .allSatisfy(span -> {
          assertThat(span.attribute("user.hash")).isNotEmpty().isNotEqualTo("c6");
          assertThat(span.attribute("user.tier")).isEqualTo("free");
        });
  }

  @Test
  void trace_keptLate_saysWhyInEveryService() throws Exception {
    Trace trace = shop.get("c6", "/orders", Fields.NONE).trace();

    assertThat(trace.spans())
        .allSatisfy(
            span -> assertThat(span.attribute("clew.kept_by")).isIn("head", "slow", "error"));
  }

  @Test
  void trial_beyondItsBurst_isRefusedWithTheLimit() throws Exception {
    Identity trial = new Identity("t7", Tier.TRIAL);
    for (int i = 0; i < 3; i++) {
      assertThat(shop.get(trial, "/products/SKU-40", Fields.NONE, MINUTE).status()).isEqualTo(200);
    }

    Visit visit = shop.get(trial, "/products/SKU-40", Fields.NONE, MINUTE);

    Made limit = visit.trace().one("gateway", "check rate limit");
    assertThat(visit.status()).isEqualTo(429);
    assertThat(limit.attribute("rate_limit.tier")).isEqualTo("trial");
    assertThat(limit.attribute("rate_limit.limit")).isEqualTo("10");
    assertThat(limit.attribute("rate_limit.decision")).isEqualTo("block");
  }
}
