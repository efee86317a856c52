package dev.clew.store;

/// By what a call goes. Where a span tells of several, the last in this order is what the call is
/// for, the others are how it travels.
public enum ConnectionType {
  UNKNOWN,
  HTTP,
  RPC,
  MESSAGING,
  DATABASE;

  private static final ConnectionType[] BY_NUMBER = values();

  /// The type of a number; one of the future is unknown.
  public static ConnectionType of(int number) {
    return number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
  }
}
