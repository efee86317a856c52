package dev.clew.serve.http;

/// A port cannot be opened.
public final class PortInUseException extends Exception {
  private static final long serialVersionUID = 1;

  PortInUseException(String message) {
    super(message);
  }
}
