package dev.clew.query.eval;

import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Value;
import org.jspecify.annotations.Nullable;

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

  /// True where these were counted before, and are only shown to be picked from.
  default boolean areExamples() {
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

  /// Copies the start of each to `into`.
  default void copyStarts(long[] into) {
    for (int at = 0; at < size(); at++) {
      into[at] = startNanos(at);
    }
  }

  /// Between which moments these start, as far as that is known without looking at each.
  default TimeRange starts() {
    return reach();
  }

  /// The first value of a field of each, by codes; null where it is not stored like that.
  default @Nullable Coded coded(int field) {
    return null;
  }

  /// Copies the one integer that each has as the value of a field to `into`; false where not each
  /// has one.
  default boolean copyIntegers(int field, long[] into) {
    return false;
  }

  /// Values by their codes, which mean the same for as long as their meaning is the same object.
  ///
  /// @param codes by the place of the span; -1 where it has no value
  @SuppressWarnings("ArrayRecordComponent") // lent until the next spans come, never compared
  record Coded(int[] codes, Meaning meaning) {}

  /// What codes stand for.
  interface Meaning {
    Value value(int code);
  }

  /// True when the further selection would leave the span too; without one, always.
  boolean isSelected(int at);

  /// The values of a field, by its place among those asked for; to be read at [#row(int)].
  Values values(int field);
}
