package dev.clew.query;

import java.util.List;
import java.util.OptionalLong;

/// The different values that spans have, by type, then as the type has it. Of an array the elements
/// count. Values that cannot be compared, and those that nearly every span has for itself, such as
/// ids and durations, are not told.
///
/// @param isTruncated true when there is more than there was room for
public record AttributeValuesAnswer(List<Found> values, boolean isTruncated, Coverage coverage) {
  public AttributeValuesAnswer {
    values = List.copyOf(values);
  }

  /// One of them.
  ///
  /// @param spans how many spans have the value; nothing where they were not counted
  public record Found(Value value, OptionalLong spans) {}
}
