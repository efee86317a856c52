package dev.clew.query.oracle;

import java.io.Serial;

/// A span made an expression fail, and so the query.
final class Failure extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Failure(String message) {
    super(message);
  }
}
