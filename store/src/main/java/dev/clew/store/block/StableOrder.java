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
    if (isSorted(numbers, from, to, keys)) {
      return;
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, keys[numbers[i]]);
      most = Math.max(most, keys[numbers[i]]);
    }
    if (to - from > SMALL && Long.compareUnsigned(most - least, to - from) < 0) {
      countingSort(numbers, from, to, keys, least, (int) (most - least) + 1);
    } else {
      mergeSort(numbers, from, to, keys, new int[(to - from + 1) / 2]);
    }
  }

  /// Sorts by keys of which there are few: from `least` on, so many.
  private static void countingSort(
      int[] numbers, int from, int to, long[] keys, long least, int keyCount) {
    int[] next = new int[keyCount + 1];
    for (int i = from; i < to; i++) {
      next[(int) (keys[numbers[i]] - least) + 1]++;
    }
    for (int key = 0; key < keyCount; key++) {
      next[key + 1] += next[key];
    }
    int[] unsorted = Arrays.copyOfRange(numbers, from, to);
    for (int number : unsorted) {
      numbers[from + next[(int) (keys[number] - least)]++] = number;
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
