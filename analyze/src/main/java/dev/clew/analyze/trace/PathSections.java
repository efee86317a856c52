package dev.clew.analyze.trace;

import dev.clew.model.RowOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The sections of a critical path in the order of time, each with the row that answers for it.
public final class PathSections {
  private final int[] rows;
  private final long[] starts;
  private final long[] ends;

  private PathSections(int[] rows, long[] starts, long[] ends) {
    this.rows = rows;
    this.starts = starts;
    this.ends = ends;
  }

  public int size() {
    return rows.length;
  }

  public int row(int at) {
    return rows[at];
  }

  public long startNanos(int at) {
    return starts[at];
  }

  public long endNanos(int at) {
    return ends[at];
  }

  /// Sections as they are found. Owned by one thread.
  static final class Building {
    private int size;
    private int[] rows = new int[16];
    private long[] starts = new long[16];
    private long[] ends = new long[16];

    void add(int row, long startNanos, long endNanos) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
        starts = Arrays.copyOf(starts, size * 2);
        ends = Arrays.copyOf(ends, size * 2);
      }
      rows[size] = row;
      starts[size] = startNanos;
      ends[size++] = endNanos;
    }

    PathSections inOrder() {
      int[] order = RowOrder.by(starts, IntStream.range(0, size).toArray());
      return new PathSections(
          Arrays.stream(order).map(at -> rows[at]).toArray(),
          Arrays.stream(order).mapToLong(at -> starts[at]).toArray(),
          Arrays.stream(order).mapToLong(at -> ends[at]).toArray());
    }
  }
}
