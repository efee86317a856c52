package dev.clew.query.series;

import dev.clew.model.TimeRange;
import dev.clew.query.Coverage;
import dev.clew.query.QueryException;
import dev.clew.query.traceql.Pipeline;
import java.util.function.Consumer;
import java.util.function.Function;

/// Runs pipelines over the spans of one tenant as they are at one moment.
interface SpanSource {
  /// Takes batch by batch what a part of the spans has to give. Owned by one thread at a time.
  interface Taker {
    void take(SpanColumns batch) throws QueryException;

    /// True where examples are still looked for between two moments, once the spans are counted.
    default boolean seeks(long firstNanos, long lastNanos) {
      return false;
    }
  }

  /// Hands out the spans that a pipeline leaves and that start in a range, each once. Parts may run
  /// at the same time; which there are, and what is in them, depends on the spans alone.
  ///
  /// @param parts makes the taker of a part whose spans start in a range; asked by any thread
  /// @param done gets the takers of all parts in their order, on the calling thread
  <T extends Taker> Coverage scan(
      Pipeline pipeline,
      TimeRange range,
      Wanted wanted,
      Function<TimeRange, T> parts,
      Consumer<T> done)
      throws QueryException;
}
