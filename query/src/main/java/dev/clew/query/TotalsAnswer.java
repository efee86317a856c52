package dev.clew.query;

import java.util.List;

/// What groups of spans come to, the largest number first; of equal ones by the group's values.
///
/// @param keys what the spans are grouped by, as in the query
/// @param isTruncated true when there are more groups
public record TotalsAnswer(
    List<String> keys, List<Total> totals, boolean isTruncated, Coverage coverage) {
  public TotalsAnswer {
    keys = List.copyOf(keys);
    totals = List.copyOf(totals);
  }

  /// What one group comes to.
  ///
  /// @param group the values of the keys; `NIL` where the spans have none
  /// @param value `NIL` where no span of the group has a number
  /// @param spans how many are in the group
  public record Total(List<Value> group, Value value, long spans) {
    public Total {
      group = List.copyOf(group);
    }
  }
}
