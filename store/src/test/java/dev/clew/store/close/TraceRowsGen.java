package dev.clew.store.close;

import dev.clew.model.SpanKind;
import dev.clew.testkit.Gen;
import java.util.random.RandomGenerator;

/// Makes random traces as rows.
///
/// Owned by one thread.
public final class TraceRowsGen {
  private final RandomGenerator random;

  public TraceRowsGen(Gen gen) {
    random = gen.random();
  }

  /// A trace whose spans lie within their parents, ids from 1 on, the root first; children of a
  /// span may overlap.
  public TraceRows wellNested(int count, int durationNanos) {
    var rows = new TraceRows();
    rows.add(1, 0, kind());
    rows.time(random.nextInt(100), durationNanos);
    for (int id = 2; id <= count; id++) {
      int parent = random.nextInt(id - 1);
      rows.add(id, parent + 1, kind());
      long offset = random.nextLong(rows.durationNanos(parent) + 1);
      long room = rows.durationNanos(parent) - offset;
      rows.time(rows.startNanos(parent) + offset, random.nextLong(room + 1));
      rows.describe(random.nextInt(4), random.nextInt(3));
    }
    return rows;
  }

  /// Whatever may come: circles, orphans, several roots, shared and repeated ids, and times that
  /// have nothing to do with each other.
  public TraceRows junk(int count, int maxNanos) {
    var rows = new TraceRows();
    for (int row = 0; row < count; row++) {
      rows.add(random.nextInt(1, count + 1), random.nextInt(count + 3), random.nextInt(7));
      rows.time(random.nextInt(maxNanos), random.nextInt(-1, maxNanos));
      rows.describe(random.nextInt(4), random.nextInt(4));
    }
    return rows;
  }

  private int kind() {
    return random.nextInt(SpanKind.values().length);
  }
}
