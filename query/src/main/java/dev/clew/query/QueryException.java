package dev.clew.query;

import java.io.IOException;
import java.io.Serial;

/// A query ended without an answer, through no fault of its own wording.
public final class QueryException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /// Why, and so what the asker can do about it.
  public enum Kind {
    /// Too many queries at once; asking again later helps.
    SATURATED,
    /// Time ran out; asking for less helps.
    DEADLINE,
    /// Whoever asked no longer waits.
    CANCELLED,
    /// The store could not be read.
    STORE,
    /// A span made an expression of the query fail, such as by a division by zero.
    FAILED_EXPRESSION,
    /// It would have held more in memory at once than a query may; asking for less helps.
    TOO_LARGE
  }

  private final Kind kind;

  public QueryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /// The store failed while `doing`.
  public QueryException(String doing, IOException cause) {
    super("the store failed while " + doing + ": " + cause.getMessage(), cause);
    kind = Kind.STORE;
  }

  public Kind kind() {
    return kind;
  }
}
