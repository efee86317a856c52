package dev.clew.query.series;

import dev.clew.query.Value;

/// A value for each span of a batch, by its number among some values; -1 where it has none.
///
/// @param codes valid below the size of the batch
/// @param values the same object for as long as the numbers mean the same; two numbers may stand
///   for equal values
@SuppressWarnings("ArrayRecordComponent") // lent for the batch, never compared
record CodedColumn(int[] codes, Values values) {
  /// No span has a value.
  static final int NONE = -1;

  /// What the numbers stand for.
  interface Values {
    Value value(int code);
  }
}
