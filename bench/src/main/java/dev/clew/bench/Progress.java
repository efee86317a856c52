package dev.clew.bench;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells people at a terminal how a run goes; nobody else.
record Progress(PrintWriter err, boolean isShown) {
  static Progress to(PrintWriter err) {
    boolean isTerminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Progress(err, isTerminal);
  }

  void tell(Object what) {
    if (isShown) {
      err.println(what);
    }
  }

  /// Tells each thing after what it belongs to.
  <T> Consumer<T> of(String what) {
    return each -> tell(what + ": " + each);
  }
}
