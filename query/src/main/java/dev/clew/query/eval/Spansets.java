package dev.clew.query.eval;

import dev.clew.query.FoundTrace.Label;
import dev.clew.query.plan.Bits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Sets of spans of a batch, each of one trace; a span is in one of them at most.
///
/// Owned by one thread.
public final class Spansets {
  static final int NONE = -1;

  private final Batch batch;

  /// By row, the number of its set.
  private final int[] setOf;

  /// By set, what it was grouped by and what aggregates came to.
  private final List<List<Label>> labels;

  Spansets(Batch batch, int[] setOf, List<List<Label>> labels) {
    this.batch = batch;
    this.setOf = setOf;
    this.labels = labels;
  }

  /// A set for each trace, of all its spans.
  static Spansets all(Batch batch) {
    int[] setOf = new int[batch.rows()];
    Arrays.setAll(setOf, batch::traceOf);
    return new Spansets(batch, setOf, unlabelled(batch.traceCount()));
  }

  private static List<List<Label>> unlabelled(int count) {
    return new ArrayList<>(Collections.nCopies(count, List.of()));
  }

  public Batch batch() {
    return batch;
  }

  /// How many numbers of sets there are; some may have no span.
  int count() {
    return labels.size();
  }

  /// The number of the set that a row is in, or -1.
  int setOf(int row) {
    return setOf[row];
  }

  List<Label> labels(int set) {
    return labels.get(set);
  }

  /// The rows that are in a set.
  public long[] rows() {
    long[] rows = new long[Bits.words(setOf.length)];
    for (int row = 0; row < setOf.length; row++) {
      if (setOf[row] != NONE) {
        Bits.set(rows, row);
      }
    }
    return rows;
  }

  /// The same sets, of these rows only.
  Spansets only(long[] rows) {
    int[] kept = setOf.clone();
    for (int row = 0; row < kept.length; row++) {
      if (!Bits.get(rows, row)) {
        kept[row] = NONE;
      }
    }
    return new Spansets(batch, kept, labels);
  }

  /// The same sets, of those of their rows only for which something holds.
  public Spansets where(IntPredicate holds) {
    int[] kept = setOf.clone();
    for (int row = 0; row < kept.length; row++) {
      if (kept[row] != NONE && !holds.test(row)) {
        kept[row] = NONE;
      }
    }
    return new Spansets(batch, kept, labels);
  }

  /// The traces that have a span in a set.
  public int[] traces() {
    return IntStream.range(0, setOf.length)
        .filter(row -> setOf[row] != NONE)
        .map(batch::traceOf)
        .distinct()
        .toArray();
  }

  /// The sets that have a span, by the first of them.
  static int[] byFirstRow(int[][] rowsBySet) {
    return IntStream.range(0, rowsBySet.length)
        .filter(set -> rowsBySet[set].length > 0)
        .boxed()
        .sorted(Comparator.comparingInt(set -> rowsBySet[set][0]))
        .mapToInt(set -> set)
        .toArray();
  }

  /// The same sets, without those that have no span.
  Spansets dense() {
    int[] numbers = new int[count()];
    Arrays.fill(numbers, NONE);
    List<List<Label>> kept = new ArrayList<>();
    int[] renumbered = new int[setOf.length];
    for (int row = 0; row < setOf.length; row++) {
      int set = setOf[row];
      if (set != NONE && numbers[set] == NONE) {
        numbers[set] = kept.size();
        kept.add(labels.get(set));
      }
      renumbered[row] = set == NONE ? NONE : numbers[set];
    }
    return new Spansets(batch, renumbered, kept);
  }

  /// The same spans, a set a trace again.
  Spansets coalesced() {
    int[] merged = setOf.clone();
    for (int row = 0; row < merged.length; row++) {
      merged[row] = merged[row] == NONE ? NONE : batch.traceOf(row);
    }
    return new Spansets(batch, merged, unlabelled(batch.traceCount()));
  }

  /// By number, the rows of each set in the order of the batch.
  int[][] rowsBySet() {
    int[] sizes = new int[count()];
    for (int set : setOf) {
      if (set != NONE) {
        sizes[set]++;
      }
    }
    int[][] rows = new int[count()][];
    Arrays.setAll(rows, set -> new int[sizes[set]]);
    Arrays.fill(sizes, 0);
    for (int row = 0; row < setOf.length; row++) {
      int set = setOf[row];
      if (set != NONE) {
        rows[set][sizes[set]++] = row;
      }
    }
    return rows;
  }
}
