package dev.clew.store.block;

/// Which of so many numbers that stand behind each other are asked for.
///
/// @param count how many stand there
/// @param from the place of the first that is asked for
/// @param to the place behind the last
record Slice(int count, int from, int to) {
  Slice {
    if (from < 0 || from > to || to > count) {
      throw new IllegalArgumentException(
          "a slice needs to lie within " + count + " numbers, got " + from + " to " + to);
    }
  }

  static Slice all(int count) {
    return new Slice(count, 0, count);
  }

  int size() {
    return to - from;
  }
}
