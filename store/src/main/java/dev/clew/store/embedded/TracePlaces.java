package dev.clew.store.embedded;

import dev.clew.model.TraceId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Where many traces have rows. Each block is asked for all of them before the next one is, so that
/// what it knows of its traces stays near the processor.
///
/// Owned by one thread.
final class TracePlaces {
  /// So many traces are looked for at once: many enough that a block is worth coming to, few enough
  /// that a place in each of a thousand blocks takes little memory.
  static final int MOST_TRACES = 1 << 14;

  private static final int NONE = -1;

  /// Tells the number of a trace in a block.
  @FunctionalInterface
  interface Directory {
    /// The number, or -1 where the trace is not here.
    int find(TraceId trace) throws IOException;
  }

  /// Takes one place of a trace.
  @FunctionalInterface
  interface Visitor {
    /// Looks at one place.
    ///
    /// @param number what the directory said
    void visit(int block, int number) throws IOException;
  }

  private final List<TraceId> traces;

  /// By trace, its first and last place.
  private final int[] first;

  private final int[] last;

  /// By place, what it is, and the next place of the same trace.
  private int[] blocks = new int[64];

  private int[] numbers = new int[64];
  private int[] next = new int[64];
  private int size;

  TracePlaces(List<TraceId> traces) {
    this.traces = List.copyOf(traces);
    first = new int[traces.size()];
    last = new int[traces.size()];
    Arrays.fill(first, NONE);
  }

  /// Looks for the traces in one more block.
  void look(int block, Directory directory) throws IOException {
    for (int trace = 0; trace < first.length; trace++) {
      int number = directory.find(traces.get(trace));
      if (number != NONE) {
        add(trace, block, number);
      }
    }
  }

  private void add(int trace, int block, int number) {
    if (size == blocks.length) {
      blocks = Arrays.copyOf(blocks, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
      next = Arrays.copyOf(next, size * 2);
    }
    blocks[size] = block;
    numbers[size] = number;
    next[size] = NONE;
    if (first[trace] == NONE) {
      first[trace] = size;
    } else {
      next[last[trace]] = size;
    }
    last[trace] = size++;
  }

  /// True when no block has rows of a trace.
  boolean isNowhere(int trace) {
    return first[trace] == NONE;
  }

  /// Visits the places of a trace in the order in which they were found.
  void visit(int trace, Visitor visitor) throws IOException {
    for (int place = first[trace]; place != NONE; place = next[place]) {
      visitor.visit(blocks[place], numbers[place]);
    }
  }
}
