package dev.clew.serve.http;

/// Requests already hold all the memory they may; the client is to come again.
public final class OverBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OverBudgetException() {
    super("too many bytes in flight, try again", null, false, false);
  }
}
