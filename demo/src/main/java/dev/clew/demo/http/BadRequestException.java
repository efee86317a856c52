package dev.clew.demo.http;

/// The client asked for something that can never work; answered with 400.
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public BadRequestException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
