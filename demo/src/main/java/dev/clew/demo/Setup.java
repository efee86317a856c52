package dev.clew.demo;

import dev.clew.demo.gateway.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;

/// What all services of one shop are told.
///
/// @param seed of what the shop opens with, and of the key its tokens are signed with
/// @param linger how long the notifier waits for messages to share a batch
record Setup(Places places, long seed, Duration cardTimeout, Duration linger) {
  /// Reads what [#toString()] has written.
  static Setup parse(String text) {
    String[] parts = text.split(";", -1);
    return new Setup(
        Places.parse(parts[0]),
        Long.parseLong(parts[1]),
        Duration.parse(parts[2]),
        Duration.parse(parts[3]));
  }

  Tokens tokens() {
    byte[] key = new byte[32];
    new SplittableRandom(seed).nextBytes(key);
    return new Tokens(key, InstantSource.system());
  }

  @Override
  public String toString() {
    return String.join(";", places.toString(), "" + seed, "" + cardTimeout, "" + linger);
  }
}
