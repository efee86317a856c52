package dev.clew.serve.settings;

import java.util.List;

/// The settings are not as they must be; every problem is a sentence that starts with its place.
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  SettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
