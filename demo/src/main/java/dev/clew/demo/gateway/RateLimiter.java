package dev.clew.demo.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// A token bucket a customer: full at first, refilled at the pace of the tier. Guarded by itself.
final class RateLimiter {
  private final Map<String, Bucket> buckets = new HashMap<>();
  private final InstantSource clock;

  RateLimiter(InstantSource clock) {
    this.clock = clock;
  }

  /// Whether a request may pass, and how many more could.
  record Decision(boolean isAllowed, long remaining) {}

  /// What is left for a customer, counted at a moment.
  private record Bucket(double tokens, Instant at) {
    Bucket refilled(Tier tier, Instant now) {
      double minutes = Duration.between(at, now).toMillis() / 60_000.0;
      return new Bucket(Math.min(tier.burst(), tokens + minutes * tier.perMinute()), now);
    }
  }

  /// The state is bounded because only signed identities reach it.
  synchronized Decision decide(Identity identity) {
    Instant now = clock.instant();
    Bucket full = new Bucket(identity.tier().burst(), now);
    Bucket bucket = buckets.getOrDefault(identity.customer(), full).refilled(identity.tier(), now);
    boolean isAllowed = bucket.tokens() >= 1;
    double left = isAllowed ? bucket.tokens() - 1 : bucket.tokens();
    buckets.put(identity.customer(), new Bucket(left, now));
    return new Decision(isAllowed, (long) left);
  }
}
