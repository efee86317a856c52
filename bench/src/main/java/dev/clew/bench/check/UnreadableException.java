package dev.clew.bench.check;

import java.io.Serial;

/// A server gave no answer from which the number of spans can be told.
final class UnreadableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UnreadableException(String message) {
    super(message);
  }
}
