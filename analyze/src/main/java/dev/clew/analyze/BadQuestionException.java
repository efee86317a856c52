package dev.clew.analyze;

/// What was asked has no answer, whatever is stored; the message says what must hold.
public final class BadQuestionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public BadQuestionException(String message) {
    super(message);
  }
}
