package dev.clew.query;

/// What a condition looks at: an attribute, by scope, or an intrinsic.
public sealed interface Field {
  /// An attribute; with scope `ANY` the span's, the resource's, the instrumentation scope's, an
  /// event's or a link's, whichever fits.
  record Attribute(Scope scope, String key) implements Field {}

  enum Scope {
    ANY,
    SPAN,
    RESOURCE,
    INSTRUMENTATION,
    EVENT,
    LINK
  }

  enum Intrinsic implements Field {
    NAME,
    KIND,
    STATUS,
    STATUS_MESSAGE,
    /// The span's own duration.
    DURATION,
    EVENT_NAME
  }
}
