package dev.clew.bench.data;

import java.util.Map;
import java.util.TreeMap;

/// Which traces of a round have spans in a request, and how many.
public final class TraceCounts {
  private final int[] traces;
  private final int[] counts;
  private final int spans;

  private TraceCounts(Map<Integer, Integer> byTrace) {
    traces = byTrace.keySet().stream().mapToInt(Integer::intValue).toArray();
    counts = byTrace.values().stream().mapToInt(Integer::intValue).toArray();
    spans = byTrace.values().stream().mapToInt(Integer::intValue).sum();
  }

  static TraceCounts of(Iterable<Draft> drafts) {
    Map<Integer, Integer> byTrace = new TreeMap<>();
    for (Draft draft : drafts) {
      byTrace.merge(draft.trace(), 1, Integer::sum);
    }
    return new TraceCounts(byTrace);
  }

  /// How many traces there are.
  public int size() {
    return traces.length;
  }

  /// The number of a trace in its round.
  public int trace(int at) {
    return traces[at];
  }

  public int count(int at) {
    return counts[at];
  }

  /// The spans of all of them.
  public int spans() {
    return spans;
  }
}
