package dev.clew.serve;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/// One line of a terminal that says how far something is; nothing where nobody watches.
///
/// Owned by one thread.
final class ProgressLine {
  private final PrintWriter terminal;
  private final boolean isWatched;
  private String shown = "";

  ProgressLine(PrintWriter terminal, boolean isWatched) {
    this.terminal = terminal;
    this.isWatched = isWatched;
  }

  /// A line beside what a command puts out, where that goes to a terminal.
  static ProgressLine beside(PrintWriter errors) {
    return new ProgressLine(
        errors, Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  /// Says it in place of what was said before, which is no longer.
  void show(String text) {
    if (isWatched && !text.equals(shown)) {
      terminal.print("\r" + text);
      terminal.flush();
      shown = text;
    }
  }

  void end() {
    if (!shown.isEmpty()) {
      terminal.println();
      terminal.flush();
    }
  }
}
