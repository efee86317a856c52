package dev.clew.demo.gateway;

import java.util.Locale;

/// What a customer pays for: how many requests at once, and how many a minute after that.
public enum Tier {
  TRIAL(3, 10),
  FREE(20, 600),
  GOLD(100, 6_000);

  private final int burst;
  private final int perMinute;

  Tier(int burst, int perMinute) {
    this.burst = burst;
    this.perMinute = perMinute;
  }

  int burst() {
    return burst;
  }

  int perMinute() {
    return perMinute;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
