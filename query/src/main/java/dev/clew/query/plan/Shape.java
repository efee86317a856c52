package dev.clew.query.plan;

import java.util.List;

/// What a pattern is made of, as far as texts of ASCII go.
sealed interface Shape {
  /// One of some characters.
  ///
  /// @param low the characters below 64, by bit
  /// @param high those from 64 to 127
  record Set(long low, long high) implements Shape {
    static final Set ALL = new Set(-1, -1);

    static Set of(int character) {
      return NONE.with(character, character);
    }

    static final Set NONE = new Set(0, 0);

    Set with(int first, int last) {
      long lows = low;
      long highs = high;
      for (int each = first; each <= last; each++) {
        lows |= each < Long.SIZE ? 1L << each : 0;
        highs |= each < Long.SIZE ? 0 : 1L << (each - Long.SIZE);
      }
      return new Set(lows, highs);
    }

    Set with(Set other) {
      return new Set(low | other.low, high | other.high);
    }

    Set others() {
      return new Set(~low, ~high);
    }

    boolean has(int character) {
      return (((character < Long.SIZE ? low : high) >>> character) & 1) != 0;
    }
  }

  record Sequence(List<Shape> parts) implements Shape {}

  record Choice(List<Shape> options) implements Shape {}

  /// The same so many times.
  ///
  /// @param most how often at most, or [#UNBOUNDED]
  record Repeated(Shape each, int least, int most) implements Shape {}

  int UNBOUNDED = -1;
}
