package dev.clew.query.eval;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;

/// Some of the spans that a pipeline leaves, as columns. No span comes twice.
///
/// Owned by the thread that is handed it, and of no use after that call.
public interface MatchedSpans {
  int size();

  /// In which all of them start; of no spans, none.
  TimeRange reach();

  /// Where [Values] have what they have of a span.
  int row(int at);

  long startNanos(int at);

  /// True where what was read of some spans stands for all that are like them.
  default boolean areCounted() {
    return false;
  }

  /// For how many spans it stands.
  default long count(int at) {
    return 1;
  }

  /// To be asked only where it was said that spans are told apart.
  long spanId(int at);

  /// To be asked only where it was said that spans are told apart.
  TraceId traceId(int at);

  /// True when the further selection would leave the span too; without one, always.
  boolean isSelected(int at);

  /// The values of a field, by its place among those asked for; to be read at [#row(int)].
  Values values(int field);
}
