package dev.clew.store.head;

/// How many columns the attributes of a head have, and how many they may have.
///
/// Guarded by the head's lock.
final class ColumnCount {
  private final int most;
  private int count;

  ColumnCount(int most) {
    this.most = most;
  }

  /// Counts one more, unless there may be none.
  boolean mayAdd() {
    boolean mayAdd = count < most;
    count += mayAdd ? 1 : 0;
    return mayAdd;
  }
}
