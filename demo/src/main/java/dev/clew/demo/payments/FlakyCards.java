package dev.clew.demo.payments;

import dev.clew.demo.payments.CardVerdict.Outcome;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Verdicts of a card network that declines some cards and has an outage now and then.
///
/// Guarded by itself.
public final class FlakyCards implements Supplier<CardVerdict> {
  private static final double DECLINES = 0.06;
  private static final double STALLS = 0.015;
  private static final double OUTAGES = 0.01;
  private static final int OUTAGE_CALLS = 4;

  /// Longer than anyone waits.
  private static final Duration STALL = Duration.ofSeconds(5);

  private final RandomGenerator random;
  private int outageLeft;

  public FlakyCards(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public synchronized CardVerdict get() {
    Duration latency = Duration.ofMillis(random.nextLong(4, 45));
    double luck = random.nextDouble();
    if (outageLeft == 0 && luck < OUTAGES) {
      outageLeft = OUTAGE_CALLS;
    }
    if (outageLeft > 0) {
      outageLeft--;
      return new CardVerdict(Outcome.BROKEN, latency);
    }
    if (luck < OUTAGES + STALLS) {
      return new CardVerdict(Outcome.APPROVED, STALL);
    }
    boolean isDeclined = luck < OUTAGES + STALLS + DECLINES;
    return new CardVerdict(isDeclined ? Outcome.DECLINED : Outcome.APPROVED, latency);
  }
}
