package dev.clew.collect.redact;

import dev.clew.collect.RedactionAction;
import dev.clew.collect.RedactionRule;
import dev.clew.collect.RedactionSettings;

/// What is to become of secrets, and the texts that are known to have none. Safe for any thread.
final class Rules {
  private final RedactionSettings settings;
  private final CleanTexts cleanTexts = new CleanTexts();
  private final CleanTexts cleanStatements = new CleanTexts();

  Rules(RedactionSettings settings) {
    this.settings = settings;
  }

  RedactionAction action(RedactionRule rule) {
    return settings.action(rule);
  }

  byte[] hashKey() {
    return settings.hashKey();
  }

  CleanTexts cleanTexts() {
    return cleanTexts;
  }

  /// Statements to a database that have no literals either.
  CleanTexts cleanStatements() {
    return cleanStatements;
  }
}
