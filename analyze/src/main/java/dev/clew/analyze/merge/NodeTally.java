package dev.clew.analyze.merge;

import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a node of a merged tree comes to on one side. Owned by one thread.
final class NodeTally {
  private static final int MOST_SPANS = 20;

  private final List<SpanId> spans = new ArrayList<>();
  private long[] durations = new long[1];
  private int count;
  private int traces;
  private long errors;
  private long totalNanos;
  private long selfNanos;
  private long pathNanos;
  private Optional<Example> longest = Optional.empty();
  private Optional<TraceId> lastTrace = Optional.empty();

  /// A span that stands for the node.
  record Example(TraceId trace, SpanId span, long nanos) {}

  void add(SpanTree trace, int row) {
    long nanos = trace.durationNanos(row);
    if (count == durations.length) {
      durations = Arrays.copyOf(durations, count * 2);
    }
    durations[count++] = nanos;
    errors += trace.hasError(row) ? 1 : 0;
    totalNanos += nanos;
    selfNanos += trace.selfNanos(row);
    pathNanos += trace.exclusivePathNanos(row);
    if (spans.size() < MOST_SPANS) {
      spans.add(trace.id(row));
    }
    if (longest.isEmpty() || longest.get().nanos() < nanos) {
      longest = Optional.of(new Example(trace.traceId(), trace.id(row), nanos));
    }
    if (!lastTrace.equals(Optional.of(trace.traceId()))) {
      lastTrace = Optional.of(trace.traceId());
      traces++;
    }
  }

  int count() {
    return count;
  }

  /// In how many traces it is, where each was added at once.
  int traces() {
    return traces;
  }

  long errors() {
    return errors;
  }

  long totalNanos() {
    return totalNanos;
  }

  /// In no child.
  long selfNanos() {
    return selfNanos;
  }

  /// On the critical path, in no child.
  long pathNanos() {
    return pathNanos;
  }

  /// The first of them.
  List<SpanId> spans() {
    return spans;
  }

  /// The longest span.
  Optional<Example> longest() {
    return longest;
  }

  /// The duration within which a part of the spans was done, exactly; 0 where there are none.
  long[] quantiles(double... parts) {
    return quantiles(durations, count, parts);
  }

  /// The same of the first durations of an array.
  static long[] quantiles(long[] durations, int count, double... parts) {
    long[] sorted = Arrays.copyOf(durations, count);
    Arrays.sort(sorted);
    return Arrays.stream(parts)
        .mapToLong(part -> count == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(part * count) - 1)])
        .toArray();
  }
}
