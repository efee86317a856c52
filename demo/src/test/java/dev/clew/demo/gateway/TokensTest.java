package dev.clew.demo.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.ManualClock;
import dev.clew.demo.gateway.Tokens.Check;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final Identity ANNA = new Identity("anna", Tier.GOLD);

  private final ManualClock clock = new ManualClock();
  private final Tokens tokens = new Tokens("a key of the test".getBytes(UTF_8), clock);
  private final String token = tokens.issue(ANNA, Duration.ofMinutes(1));

  @Test
  void token_fresh_speaksForItsCustomer() {
    assertThat(tokens.check("Bearer " + token)).isEqualTo(new Check.Valid(ANNA));
  }

  @Test
  void token_old_isExpired() {
    clock.advance(Duration.ofMinutes(2));

    assertThat(tokens.check("Bearer " + token)).isEqualTo(new Check.Invalid("token_expired"));
  }

  @Test
  void token_changed_isForged() {
    String forged = "Bearer " + token.replace("anna", "otto");

    assertThat(tokens.check(forged)).isEqualTo(new Check.Invalid("token_forged"));
  }

  @Test
  void token_absent_isMissing() {
    assertThat(tokens.check(null)).isEqualTo(new Check.Invalid("token_missing"));
  }
}
