package dev.clew.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.payments.CardVerdict.Outcome;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlakyCardsTest {
  @Test
  void verdicts_ofOneSeed_areTheSame() {
    assertThat(verdicts(3)).isEqualTo(verdicts(3));
  }

  @Test
  void verdicts_manyOfThem_failAFewPercent() {
    List<CardVerdict> verdicts = verdicts(1);

    assertThat(share(verdicts, Outcome.DECLINED)).isBetween(0.03, 0.09);
    assertThat(share(verdicts, Outcome.BROKEN)).isBetween(0.02, 0.10);
  }

  private static List<CardVerdict> verdicts(long seed) {
    return Stream.generate(new FlakyCards(new SplittableRandom(seed))).limit(5_000).toList();
  }

  private static double share(List<CardVerdict> verdicts, Outcome outcome) {
    return verdicts.stream().filter(one -> one.outcome() == outcome).count() / 5_000.0;
  }
}
