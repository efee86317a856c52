package dev.clew.query;

import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.traceql.FieldExpr.Reference;
import java.util.List;
import java.util.OptionalLong;

/// What spans have values of, by scope, then by name, then by type.
///
/// @param isTruncated true when there is more than there was room for
public record AttributeKeysAnswer(List<Key> keys, boolean isTruncated, Coverage coverage) {
  public AttributeKeysAnswer {
    keys = List.copyOf(keys);
  }

  /// Values of one type; what has values of several types comes as often.
  ///
  /// @param reference as a query names it
  /// @param spans how many spans have such a value; nothing where they were not counted
  public record Key(
      Scope scope, String name, AttributeType type, Reference reference, OptionalLong spans) {}
}
