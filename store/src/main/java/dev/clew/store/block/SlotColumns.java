package dev.clew.store.block;

import java.util.List;

/// Which numbers of templates stand together: those of a slot of a frequent template, else those of
/// all slots of a kind. Owned by one thread.
final class SlotColumns {
  // For fewer numbers, what says how they are encoded takes more than is saved by keeping them
  // apart.
  private static final int FREQUENT = 32;

  private static final int[] NONE = {};

  private final int[][] columns;
  private final int[] sizes;

  private SlotColumns(int[][] columns, int[] sizes) {
    this.columns = columns;
    this.sizes = sizes;
  }

  /// @param slots by template
  /// @param codes by value, its template
  static SlotColumns of(List<List<Slot>> slots, long[] codes) {
    int[] uses = new int[slots.size()];
    for (long code : codes) {
      uses[(int) code]++;
    }
    int[][] columns = new int[uses.length][];
    int next = Slot.ALL.size();
    for (int template = 0; template < uses.length; template++) {
      columns[template] = uses[template] == 0 ? NONE : new int[slots.get(template).size()];
      for (int slot = 0; slot < columns[template].length; slot++) {
        boolean isFrequent = uses[template] >= FREQUENT;
        columns[template][slot] = isFrequent ? next++ : slots.get(template).get(slot).ordinal();
      }
    }
    return new SlotColumns(columns, sizes(columns, uses, next));
  }

  private static int[] sizes(int[][] columns, int[] uses, int count) {
    int[] sizes = new int[count];
    for (int template = 0; template < uses.length; template++) {
      for (int column : columns[template]) {
        sizes[column] += uses[template];
      }
    }
    return sizes;
  }

  int count() {
    return sizes.length;
  }

  /// How many numbers a column has.
  int size(int column) {
    return sizes[column];
  }

  /// True when other templates have numbers in the same columns.
  boolean areShared(int template) {
    return columns[template].length > 0 && columns[template][0] < Slot.ALL.size();
  }

  /// By slot of a template, the column that has its numbers.
  int[] of(int template) {
    return columns[template];
  }
}
