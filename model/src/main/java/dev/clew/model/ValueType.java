package dev.clew.model;

/// The type of an attribute's value.
public enum ValueType {
  /// A value that was sent without any content; legal in OTLP.
  EMPTY,
  STRING,
  BOOL,
  INT,
  DOUBLE,
  ARRAY,
  MAP,
  BYTES
}
