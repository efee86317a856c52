package dev.clew.query.eval;

import dev.clew.query.plan.Bits;
import dev.clew.query.traceql.SpansetOperator.Relation;
import java.util.Arrays;

/// Finds the spans of one side that stand to a span of the other side in some way, both in the same
/// spanset. In time linear to the batch, whatever its trees look like.
///
/// Owned by one thread.
final class Relations {
  private final Batch batch;
  private final Forest forest;
  private final int[] setOf;

  /// The rows of both sides in the order of the trees, those of a set together.
  private final int[] sweep;

  Relations(Spansets sets) {
    batch = sets.batch();
    forest = batch.forest();
    setOf = new int[batch.rows()];
    Arrays.setAll(setOf, sets::setOf);
    sweep = bySet(sets.count());
  }

  private int[] bySet(int sets) {
    int[] next = new int[sets + 1];
    for (int set : setOf) {
      next[set + 1]++;
    }
    int outside = next[0];
    next[0] = 0;
    for (int set = 0; set < sets; set++) {
      next[set + 1] += next[set];
    }
    int[] rows = new int[batch.rows() - outside];
    for (int row : forest.order()) {
      if (setOf[row] != Spansets.NONE) {
        rows[next[setOf[row]]++] = row;
      }
    }
    return rows;
  }

  /// The rows of `right` that stand so to a row of `left`.
  long[] right(long[] left, Relation relation, long[] right) {
    return switch (relation) {
      case CHILD -> children(left, right);
      case DESCENDANT -> descendants(left, right);
      case PARENT -> parents(left, right);
      case ANCESTOR -> ancestors(left, right);
      case SIBLING -> siblings(left, right);
      case AND, OR -> throw new IllegalArgumentException("needs a structure, got " + relation);
    };
  }

  /// The rows of `left` to which a row of `right` stands so.
  long[] left(long[] left, Relation relation, long[] right) {
    return switch (relation) {
      case CHILD -> parents(right, left);
      case DESCENDANT -> ancestors(right, left);
      case PARENT -> children(right, left);
      case ANCESTOR -> descendants(right, left);
      case SIBLING -> siblings(right, left);
      case AND, OR -> throw new IllegalArgumentException("needs a structure, got " + relation);
    };
  }

  private long[] none() {
    return new long[Bits.words(batch.rows())];
  }

  private long[] children(long[] above, long[] below) {
    long[] found = none();
    for (int row : sweep) {
      int parent = forest.parent(row);
      if (Bits.get(below, row) && isIn(parent, above, row)) {
        Bits.set(found, row);
      }
    }
    return found;
  }

  private long[] parents(long[] below, long[] above) {
    long[] found = none();
    for (int row : sweep) {
      int parent = forest.parent(row);
      if (Bits.get(below, row) && isIn(parent, above, row)) {
        Bits.set(found, parent);
      }
    }
    return found;
  }

  private boolean isIn(int row, long[] rows, int withRow) {
    return row != Forest.NONE && setOf[row] == setOf[withRow] && Bits.get(rows, row);
  }

  /// Of the rows above that were passed, the one that reaches farthest covers what the others do.
  private long[] descendants(long[] above, long[] below) {
    long[] found = none();
    int set = Spansets.NONE;
    int coveredTo = 0;
    for (int row : sweep) {
      int place = forest.place(row);
      if (setOf[row] != set) {
        set = setOf[row];
        coveredTo = 0;
      }
      if (place < coveredTo && Bits.get(below, row)) {
        Bits.set(found, row);
      }
      if (Bits.get(above, row)) {
        coveredTo = Math.max(coveredTo, place + forest.size(row));
      }
    }
    return found;
  }

  /// Backwards, what stands below a row has been passed just before it.
  private long[] ancestors(long[] below, long[] above) {
    long[] found = none();
    int set = Spansets.NONE;
    int nearest = Integer.MAX_VALUE;
    for (int at = sweep.length - 1; at >= 0; at--) {
      int row = sweep[at];
      int place = forest.place(row);
      if (setOf[row] != set) {
        set = setOf[row];
        nearest = Integer.MAX_VALUE;
      }
      if (Bits.get(above, row) && nearest < place + forest.size(row)) {
        Bits.set(found, row);
      }
      if (Bits.get(below, row)) {
        nearest = place;
      }
    }
    return found;
  }

  private long[] siblings(long[] others, long[] rows) {
    long[] found = none();
    int[] counts = new int[batch.rows()];
    int from = 0;
    while (from < sweep.length) {
      int to = from;
      while (to < sweep.length && setOf[sweep[to]] == setOf[sweep[from]]) {
        count(others, sweep[to++], counts, 1);
      }
      for (int at = from; at < to; at++) {
        int row = sweep[at];
        int parent = forest.parent(row);
        int own = Bits.get(others, row) ? 1 : 0;
        if (parent != Forest.NONE && Bits.get(rows, row) && counts[parent] > own) {
          Bits.set(found, row);
        }
      }
      for (int at = from; at < to; at++) {
        count(others, sweep[at], counts, -1);
      }
      from = to;
    }
    return found;
  }

  private void count(long[] others, int row, int[] counts, int change) {
    int parent = forest.parent(row);
    if (parent != Forest.NONE && Bits.get(others, row)) {
      counts[parent] += change;
    }
  }
}
