package dev.clew.serve.http;

/// A port cannot be opened.
public final class PortInUseException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param setting the key that moves the port
  PortInUseException(int port, String listen, String setting, String reason) {
    super(
        "port %d on %s cannot be opened (%s); another program may have it: stop that, or set %s or --ports-offset"
            .formatted(port, listen, reason, setting));
  }
}
