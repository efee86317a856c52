package dev.clew.demo.payments;

import java.time.Duration;

/// How the card network will treat a charge: what it says and how long it takes to say it.
public record CardVerdict(Outcome outcome, Duration latency) {
  /// What the network says.
  public enum Outcome {
    APPROVED(200),
    DECLINED(402),
    BROKEN(503);

    private final int status;

    Outcome(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
