package dev.clew.store;

import dev.clew.model.TraceId;
import java.io.IOException;

/// Which traces have rows in a block, numbered from 0 in no particular order. A trace may have rows
/// in several blocks.
public interface TraceDirectory {
  int size();

  /// The number of a trace, or -1.
  int find(TraceId trace) throws IOException;

  TraceId traceId(int number) throws IOException;

  /// The rows of a trace in ascending order.
  int[] rows(int number) throws IOException;

  /// How many rows a trace has; cheaper than to ask for them.
  default int rowCount(int number) throws IOException {
    return rows(number).length;
  }

  /// The earliest start among these rows.
  long minStartNanos(int number) throws IOException;

  /// The latest end among these rows, an unfinished span counting with its start.
  long maxEndNanos(int number) throws IOException;
}
