package dev.clew.query;

import java.util.Optional;

/// A question for what spans have values of.
///
/// @param scope whose values, or nothing for all
public record AttributeKeys(Optional<Scope> scope, AttributeSearch search) {
  /// Whose values; in the order in which an answer has them.
  public enum Scope {
    SPAN,
    RESOURCE,
    EVENT,
    LINK,
    INSTRUMENTATION,
    /// What every span has, or could have, without being an attribute.
    INTRINSIC
  }
}
