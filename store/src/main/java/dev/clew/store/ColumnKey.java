package dev.clew.store;

import dev.clew.model.ValueType;

/// Names a column of a block. Attributes of one key and different types are different columns.
/// Values of one row stand in the order of its events, or links: those of columns that have one for
/// each belong together by their place.
///
/// Resource and scope attributes have none: they are found in the dictionaries of [Block#resources]
/// and [Block#scopes].
public sealed interface ColumnKey {
  /// What every span has, or could have, without being an attribute.
  enum Intrinsic implements ColumnKey {
    /// Number of the row's trace in the block's [TraceDirectory].
    TRACE,
    SPAN_ID,
    /// 0 for a root; every row has a value.
    PARENT_SPAN_ID,
    RESOURCE,
    SCOPE,
    NAME,
    /// OTLP's number.
    KIND,
    START_NANOS,
    /// Never negative, see `Durations`.
    DURATION_NANOS,
    /// OTLP's number.
    STATUS,
    /// Only rows whose message is not empty have a value.
    STATUS_MESSAGE,
    /// Only rows whose trace state is not empty have a value.
    TRACE_STATE,
    /// A value for each event, so that a row may have several, or none.
    EVENT_NAME,
    /// A value for each event: how long after the start of its span it happened; below 0 where it
    /// happened before. Added to the start it is the event's time.
    EVENT_SINCE_START_NANOS,
    /// A value for each link: the high half of the trace id it leads to; 0 where it has none.
    LINK_TRACE_ID_HIGH,
    /// A value for each link: the low half.
    LINK_TRACE_ID_LOW,
    /// A value for each link; 0 where it has none.
    LINK_SPAN_ID
  }

  record SpanAttribute(String key, ValueType type) implements ColumnKey {}

  /// A value for each event that has the key.
  record EventAttribute(String key, ValueType type) implements ColumnKey {}

  /// A value for each link that has the key.
  record LinkAttribute(String key, ValueType type) implements ColumnKey {}
}
