package dev.clew.demo;

import static dev.clew.demo.telemetry.ShopAttributes.DECISION;
import static dev.clew.demo.telemetry.ShopAttributes.LIMIT;
import static dev.clew.demo.telemetry.ShopAttributes.TIER;
import static dev.clew.demo.telemetry.ShopAttributes.USER_ID;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.gateway.Tier;
import dev.clew.demo.http.Fields;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestShop shop;

  DoorTest() throws Exception {
    shop = new TestShop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void token_expired_isRefusedBeforeAnyOtherService() throws Exception {
    int status = shop.get("/orders", Fields.NONE, Tier.FREE, Duration.ofSeconds(-1));

    Trace trace = shop.request();
    assertThat(status).isEqualTo(401);
    assertThat(trace.services()).containsExactly("gateway");
    assertThat(trace.attribute("gateway", "authenticate", ERROR_TYPE)).isEqualTo("token_expired");
    assertThat(trace.one("gateway", "authenticate").getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
  }

  @Test
  void token_valid_namesTheUser() throws Exception {
    shop.get("/orders", Fields.NONE);

    assertThat(shop.request().attribute("gateway", "authenticate", USER_ID)).isEqualTo("c1");
  }

  @Test
  void trial_beyondItsBurst_isRefusedWithTheLimit() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(shop.get("/orders", Fields.NONE, Tier.TRIAL, MINUTE)).isEqualTo(200);
    }
    int status = shop.get("/orders", Fields.NONE, Tier.TRIAL, MINUTE);

    Trace last = shop.requests().getLast();
    assertThat(status).isEqualTo(429);
    assertThat(last.attribute("gateway", "check rate limit", TIER)).isEqualTo("trial");
    assertThat(last.attribute("gateway", "check rate limit", LIMIT)).isEqualTo(10);
    assertThat(last.attribute("gateway", "check rate limit", DECISION)).isEqualTo("refused");
  }

  @Test
  void trial_afterAPause_isLetInAgain() throws Exception {
    for (int i = 0; i < 4; i++) {
      shop.get("/orders", Fields.NONE, Tier.TRIAL, MINUTE);
    }
    shop.clock.advance(Duration.ofSeconds(6));

    assertThat(shop.get("/orders", Fields.NONE, Tier.TRIAL, MINUTE)).isEqualTo(200);
  }
}
