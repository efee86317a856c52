package dev.clew.wire;

import java.io.Serial;

/// A body is, or would become, larger than it may be.
public final class TooLargeException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String message;

  public TooLargeException(String message) {
    // Without a stack trace, so that a flood of large requests stays cheap.
    super(message, null, false, false);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
