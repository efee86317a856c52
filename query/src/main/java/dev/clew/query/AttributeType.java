package dev.clew.query;

import dev.clew.model.ValueType;

/// The type of what spans have values of.
public enum AttributeType {
  STRING,
  BOOL,
  INT,
  DOUBLE,
  DURATION,
  STATUS,
  KIND,
  ARRAY,
  MAP,
  BYTES,
  /// That of attributes without content.
  EMPTY;

  public static AttributeType of(ValueType type) {
    return switch (type) {
      case STRING -> STRING;
      case BOOL -> BOOL;
      case INT -> INT;
      case DOUBLE -> DOUBLE;
      case ARRAY -> ARRAY;
      case MAP -> MAP;
      case BYTES -> BYTES;
      case EMPTY -> EMPTY;
    };
  }
}
