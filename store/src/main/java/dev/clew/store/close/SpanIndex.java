package dev.clew.store.close;

import java.util.Arrays;

/// Finds the rows of a trace by span id, and by span id and kind, which together are what makes a
/// span: of rows that agree in both, the last is the span and the others are earlier sendings of
/// it.
final class SpanIndex {
  static final int NONE = -1;

  private final TraceRows rows;

  /// Empty where no two rows have the same id.
  private final int[] byIdentity;

  private final int[] byId;
  private final int[] first;
  private final int[] spans;

  SpanIndex(TraceRows rows) {
    this.rows = rows;
    int slots = Integer.highestOneBit(Math.max(rows.size(), 4)) * 4;
    byId = emptySlots(slots);
    first = new int[rows.size()];
    if (areIdsUnique()) {
      byIdentity = new int[0];
      Arrays.setAll(first, row -> row);
      spans = first.clone();
    } else {
      byIdentity = emptySlots(slots);
      spans = new int[settle()];
      Arrays.fill(byId, NONE);
      collect();
    }
  }

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, NONE);
    return slots;
  }

  private boolean areIdsUnique() {
    for (int row = 0; row < first.length; row++) {
      int slot = idSlot(rows.spanId(row));
      if (byId[slot] != NONE) {
        return false;
      }
      byId[slot] = row;
    }
    return true;
  }

  /// Lets each row take the place of the row it repeats; returns how many spans there are.
  private int settle() {
    int count = 0;
    for (int row = 0; row < first.length; row++) {
      int slot = identitySlot(rows.spanId(row), rows.kind(row));
      int earlier = byIdentity[slot];
      first[row] = earlier == NONE ? row : first[earlier];
      count += earlier == NONE ? 1 : 0;
      if (earlier != NONE) {
        first[earlier] = NONE;
      }
      byIdentity[slot] = row;
    }
    return count;
  }

  private void collect() {
    int count = 0;
    for (int row = 0; row < first.length; row++) {
      if (first[row] != NONE) {
        spans[count++] = row;
        int slot = idSlot(rows.spanId(row));
        byId[slot] = byId[slot] == NONE ? row : byId[slot];
      }
    }
  }

  /// The rows that are spans, in ascending order.
  int[] spans() {
    return spans;
  }

  /// By row: the row at which its span came first, or -1 where the row is no span, since the span
  /// came again later.
  int[] first() {
    return first;
  }

  /// The first span with this id, or -1.
  int find(long spanId) {
    return byId[idSlot(spanId)];
  }

  /// True when some rows have the same id.
  boolean hasSharedIds() {
    return byIdentity.length > 0;
  }

  /// The span with this id and kind, or -1; only to be asked where some rows have the same id.
  int find(long spanId, int kind) {
    return byIdentity[identitySlot(spanId, kind)];
  }

  private int idSlot(long spanId) {
    int slot = IdHash.slot(spanId, 0, byId.length);
    while (byId[slot] != NONE && rows.spanId(byId[slot]) != spanId) {
      slot = (slot + 1) & (byId.length - 1);
    }
    return slot;
  }

  private int identitySlot(long spanId, int kind) {
    int slot = IdHash.slot(spanId, kind, byIdentity.length);
    while (byIdentity[slot] != NONE && !isSpan(byIdentity[slot], spanId, kind)) {
      slot = (slot + 1) & (byIdentity.length - 1);
    }
    return slot;
  }

  private boolean isSpan(int row, long spanId, int kind) {
    return rows.spanId(row) == spanId && rows.kind(row) == kind;
  }
}
