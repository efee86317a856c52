package dev.clew.query.series;

import dev.clew.query.Value;
import org.jspecify.annotations.Nullable;

/// A value for each span of a batch, by its number among some values; -1 where it has none.
///
/// @param codes valid below the size of the batch
/// @param values the same object for as long as the numbers mean the same; two numbers may stand
///   for equal values
@SuppressWarnings("ArrayRecordComponent") // lent for the batch, never compared
record CodedColumn(int[] codes, Values values) {
  /// No span has a value.
  static final int NONE = -1;

  /// True when the numbers mean the same as those of some other column.
  @SuppressWarnings("ReferenceEquality") // two that mean the same in another order are different
  boolean isNumberedBy(@Nullable Values others) {
    return values == others;
  }

  /// What the numbers stand for.
  interface Values {
    Value value(int code);
  }
}
