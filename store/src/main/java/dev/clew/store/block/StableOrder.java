package dev.clew.store.block;

import java.util.Arrays;

/// Puts numbers in the order of the keys they stand for; numbers of equal keys keep their order.
final class StableOrder {
  private static final int SMALL = 16;

  private StableOrder() {}

  /// The numbers from 0 to `count` - 1.
  static int[] identity(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, number -> number);
    return numbers;
  }

  /// Sorts `numbers[from]` up to `numbers[to - 1]` by `keys[number]`.
  static void sort(int[] numbers, int from, int to, long[] keys) {
    if (!isSorted(numbers, from, to, keys)) {
      mergeSort(numbers, from, to, keys, new int[(to - from + 1) / 2]);
    }
  }

  private static boolean isSorted(int[] numbers, int from, int to, long[] keys) {
    for (int i = from + 1; i < to; i++) {
      if (keys[numbers[i - 1]] > keys[numbers[i]]) {
        return false;
      }
    }
    return true;
  }

  private static void mergeSort(int[] numbers, int from, int to, long[] keys, int[] scratch) {
    if (to - from <= SMALL) {
      insertionSort(numbers, from, to, keys);
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(numbers, from, middle, keys, scratch);
    mergeSort(numbers, middle, to, keys, scratch);
    if (keys[numbers[middle - 1]] > keys[numbers[middle]]) {
      merge(numbers, from, middle, to, keys, scratch);
    }
  }

  private static void insertionSort(int[] numbers, int from, int to, long[] keys) {
    for (int i = from + 1; i < to; i++) {
      int number = numbers[i];
      int at = i;
      for (; at > from && keys[numbers[at - 1]] > keys[number]; at--) {
        numbers[at] = numbers[at - 1];
      }
      numbers[at] = number;
    }
  }

  private static void merge(
      int[] numbers, int from, int middle, int to, long[] keys, int[] scratch) {
    int leftCount = middle - from;
    System.arraycopy(numbers, from, scratch, 0, leftCount);
    int left = 0;
    int right = middle;
    for (int at = from; left < leftCount; at++) {
      boolean takesRight = right < to && keys[numbers[right]] < keys[scratch[left]];
      numbers[at] = takesRight ? numbers[right++] : scratch[left++];
    }
  }
}
