package dev.clew.query.traceql;

import java.io.Serial;

/// Carries a mistake out of the parser or the checker; [TraceQl] turns it into a value.
final class QuerySyntaxException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final int offset;
  private final String message;

  QuerySyntaxException(int offset, String message) {
    // Without a stack trace, so that a flood of bad queries stays cheap.
    super(message, null, false, false);
    this.offset = offset;
    this.message = message;
  }

  QuerySyntaxException(Place place, String message) {
    this(place.offset(), message);
  }

  @Override
  public String getMessage() {
    return message;
  }

  int offset() {
    return offset;
  }
}
