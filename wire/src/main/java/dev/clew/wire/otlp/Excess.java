package dev.clew.wire.otlp;

/// What a request can have too much of.
public enum Excess {
  /// A text, bytes or a list that was cut short.
  VALUE,
  /// An attribute that was dropped.
  ATTRIBUTE,
  /// A span event that was dropped.
  EVENT,
  /// A link that was dropped.
  LINK
}
