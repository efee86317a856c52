package dev.clew.demo.http;

/// What another service answered.
public record Answer(int status, Fields fields) {
  public boolean isOk() {
    return status < 300;
  }

  /// The answer to give one's own caller: a peer's failure is a bad gateway, the rest passes.
  public Reply relay() {
    return status >= 500 ? Reply.error(502, "a service failed") : Reply.of(status, fields);
  }
}
