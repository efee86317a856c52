package dev.clew.analyze;

import dev.clew.query.Coverage;
import dev.clew.query.Value;
import java.util.List;
import java.util.OptionalDouble;

/// What the spans of a selection have more often, or less, than the others of a baseline; what
/// tells them apart the most first.
public record SpanComparison(
    double selected,
    double others,
    List<AttributeLift> attributes,
    boolean isTruncated,
    Coverage coverage) {
  public SpanComparison {
    attributes = List.copyOf(attributes);
  }

  /// How an attribute tells the sides apart.
  ///
  /// @param key how a query names it
  /// @param score that of its first value
  public record AttributeLift(String key, double score, List<ValueLift> values) {
    public AttributeLift {
      values = List.copyOf(values);
    }
  }

  /// How a value tells the sides apart.
  ///
  /// @param selected how many spans of the selection have it
  /// @param others how many of the others have it
  /// @param score by how much the shares differ, less what chance would explain; 0 to 1
  public record ValueLift(
      Value value,
      double selected,
      double others,
      double selectedShare,
      double otherShare,
      double score) {
    /// How many times as frequent it is in the selection; empty where the others have none.
    public OptionalDouble lift() {
      return otherShare == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(selectedShare / otherShare);
    }
  }
}
