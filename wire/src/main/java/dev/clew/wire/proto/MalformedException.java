package dev.clew.wire.proto;

import java.io.Serial;

/// Bytes from outside are not what they claim to be.
public final class MalformedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String message;

  public MalformedException(String message) {
    // Without a stack trace, so that a flood of bad requests stays cheap.
    super(message, null, false, false);
    this.message = message;
  }

  public MalformedException(String message, long position) {
    this(message + " at byte " + position);
  }

  @Override
  public String getMessage() {
    return message;
  }
}
