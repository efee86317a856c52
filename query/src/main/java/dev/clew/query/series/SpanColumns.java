package dev.clew.query.series;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.List;
import java.util.Optional;

/// Some spans that a pipeline left, column by column, with what was asked for; never the same span
/// twice. Lent to one thread until the next batch comes.
interface SpanColumns {
  int size();

  /// Valid below the size.
  long[] startNanos();

  /// For how many spans each stands, valid below the size; nothing where each is only itself.
  default Optional<long[]> counts() {
    return Optional.empty();
  }

  /// True where these were counted before, and are only shown to be picked from.
  default boolean areExamples() {
    return false;
  }

  /// What the spans have of the field asked for at this place.
  CodedColumn key(int place);

  /// What the spans have of the number asked for.
  NumberColumn numbers();

  /// True when the selection would leave the span too.
  boolean isSelected(int at);

  /// The `tracestate` texts; nothing where no span of the batch has one.
  Optional<CodedColumn> traceStates();

  /// All there is to know of the spans, if that was asked for.
  List<Named> everything();

  /// Asked for a few spans only.
  TraceId traceId(int at);

  SpanId spanId(int at);

  /// One of all the things to know of spans.
  ///
  /// @param name as a query would write it
  record Named(String name, CodedColumn column) {}
}
