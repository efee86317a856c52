package dev.clew.model;

/// Sorts row numbers by a key a row without an object a row; rows of equal keys stay in order.
public final class RowOrder {
  private RowOrder() {}

  /// These rows in ascending order of their keys; the array itself where they are in order.
  public static int[] by(long[] keys, int[] rows) {
    if (isOrdered(keys, rows)) {
      return rows;
    }
    int[] from = rows.clone();
    int[] to = new int[rows.length];
    for (long width = 1; width < rows.length; width *= 2) {
      for (long low = 0; low < rows.length; low += 2 * width) {
        int middle = (int) Math.min(low + width, rows.length);
        merge(keys, from, to, (int) low, middle, (int) Math.min(low + 2 * width, rows.length));
      }
      int[] sorted = to;
      to = from;
      from = sorted;
    }
    return from;
  }

  private static boolean isOrdered(long[] keys, int[] rows) {
    for (int at = 1; at < rows.length; at++) {
      if (keys[rows[at]] < keys[rows[at - 1]]) {
        return false;
      }
    }
    return true;
  }

  private static void merge(long[] keys, int[] from, int[] to, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int at = low; at < high; at++) {
      boolean takesLeft = right == high || (left < middle && keys[from[left]] <= keys[from[right]]);
      to[at] = takesLeft ? from[left++] : from[right++];
    }
  }
}
