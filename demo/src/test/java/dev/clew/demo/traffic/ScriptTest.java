package dev.clew.demo.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.demo.ManualClock;
import dev.clew.demo.gateway.Tokens;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private final Tokens tokens = new Tokens("key".getBytes(UTF_8), new ManualClock());

  @Test
  void script_ofOneSeed_isTheSame() {
    assertThat(errands(1)).isEqualTo(errands(1)).isNotEqualTo(errands(2));
  }

  @Test
  void script_longEnough_visitsEveryPage() {
    assertThat(errands(1))
        .extracting(Errand::path)
        .contains("/search", "/checkout", "/orders", "/admin/report", "/products/SKU-0");
  }

  @Test
  void script_longEnough_sendsSomeCheckoutTwice() {
    List<String> checkouts =
        errands(1).stream()
            .filter(errand -> errand.path().equals("/checkout"))
            .map(errand -> errand.fields().text("checkout"))
            .toList();

    assertThat(checkouts.stream().distinct().count()).isLessThan(checkouts.size());
  }

  @Test
  void scenarios_together_makeAHundred() {
    assertThat(Scenario.at(0)).isEqualTo(Scenario.BROWSE);
    assertThat(Scenario.at(99)).isEqualTo(Scenario.SCRAPE);
    assertThatThrownBy(() -> Scenario.at(100)).hasMessageContaining("got 100");
  }

  private List<Errand> errands(long seed) {
    Script script = new Script(new SplittableRandom(seed), tokens);
    return Stream.generate(script::next).limit(500).toList();
  }
}
