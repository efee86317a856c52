package dev.clew.serve.api;

/// Is told of every answered request.
@FunctionalInterface
public interface QueryMeter {
  /// Counts nothing.
  QueryMeter NONE = (_, _, _) -> {};

  /// How a request ended.
  enum Outcome {
    OK,
    /// The client's mistake, or something it asked for is not here.
    REFUSED,
    /// Too much at once; the client shall come back.
    BUSY,
    /// The answer took longer than it may.
    TIMEOUT,
    /// The client went away.
    CANCELLED,
    FAILED
  }

  /// Counts one request.
  ///
  /// @param api which part of which API, such as `jaeger.search`
  void record(String api, Outcome outcome, long nanos);
}
