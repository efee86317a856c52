package dev.clew.model.broken;

import dev.clew.store.SyncMode;
import dev.clew.store.wal.WalSettings;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/// Breaks every rule, to show that each is watched.
public final class RuleBreaker {
  private RuleBreaker() {}

  static WalSettings reachesBehindADoorAndBack() {
    return new WalSettings(Path.of("x"), SyncMode.OFF, 1, Duration.ZERO, Duration.ZERO);
  }

  static void ends() {
    System.exit(1);
  }

  static String readsTheEnvironment() {
    return System.getenv("HOME");
  }

  static Socket opensASocket() {
    return new Socket();
  }

  static Instant asksForTheTime() {
    return Instant.now();
  }

  static int asksForLuck() {
    return new Random().nextInt();
  }

  /// A name that says nothing.
  static final class BlockHelper {}
}
