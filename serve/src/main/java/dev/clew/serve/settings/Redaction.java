package dev.clew.serve.settings;

import dev.clew.collect.RedactionAction;
import dev.clew.collect.RedactionRule;
import dev.clew.collect.RedactionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Reads what becomes of each kind of secret.
final class Redaction {
  private static final String NO_FILE = "none";
  private static final int MOST_KEY_BYTES = 1 << 12;

  private Redaction() {}

  static RedactionSettings read(SettingsReader reader) {
    Map<RedactionRule, RedactionAction> actions = new EnumMap<>(RedactionRule.class);
    for (RedactionRule rule : RedactionRule.values()) {
      String usual = RedactionSettings.usual(rule).name().toLowerCase(Locale.ROOT);
      actions.put(
          rule,
          reader.take("redaction." + rule.title(), Values.oneOf(RedactionAction.class), usual));
    }
    byte[] key = reader.take("redaction.hash-key-file", Redaction::key, NO_FILE);
    return new RedactionSettings(actions, key);
  }

  /// What is in the file, which is said nowhere; without one a key that nobody knows and that goes
  /// with the process.
  private static byte[] key(String file) {
    if (file.equals(NO_FILE)) {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      return key;
    }
    Path path = Values.path(file);
    try {
      long size = Files.size(path);
      if (size < RedactionSettings.LEAST_KEY_BYTES || size > MOST_KEY_BYTES) {
        throw Values.needs("a file of 16 to 4096 bytes", file);
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw Values.needs("a file that can be read", file);
    }
  }
}
