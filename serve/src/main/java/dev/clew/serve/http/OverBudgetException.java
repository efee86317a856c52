package dev.clew.serve.http;

/// Requests already hold all the memory they may; the client is to come again.
public final class OverBudgetException extends RuntimeException {
  static final String MESSAGE = "too many bytes in flight, try again";

  private static final long serialVersionUID = 1;

  OverBudgetException() {
    super(MESSAGE, null, false, false);
  }
}
