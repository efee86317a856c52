package dev.clew.store.cube;

import java.util.Comparator;

/// What a cell of a cube counts: two words that name a series, a small number that tells more of
/// it, and the slot of time.
///
/// Where a cube is full it knows less: level 1 tells the second word no longer, level 2 neither
/// word, level 3 not even the time.
///
/// @param first a word, or [Words#OTHER]
/// @param second a word, or [Words#OTHER]
/// @param tag 0 to 255
/// @param slot of [Slots], or [Slots#ANY]
public record Key(int first, int second, int tag, int slot) {
  static final int LEVELS = 4;
  static final int MAX_TAG = 255;

  int level() {
    if (first != Words.OTHER) {
      return second == Words.OTHER ? 1 : 0;
    }
    return slot == Slots.ANY ? 3 : 2;
  }

  /// False for a key of no level: one that tells apart what a coarser part of it does not.
  boolean isWellFormed() {
    return switch (level()) {
      case 0, 1 -> slot != Slots.ANY;
      default -> second == Words.OTHER;
    };
  }

  /// The key one level up.
  Key coarser() {
    return switch (level()) {
      case 0 -> new Key(first, Words.OTHER, tag, slot);
      case 1 -> new Key(Words.OTHER, Words.OTHER, tag, slot);
      default -> new Key(Words.OTHER, Words.OTHER, tag, Slots.ANY);
    };
  }

  /// The order by words, tag and slot.
  static Comparator<Key> byText(Words words) {
    return Comparator.comparing(Key::first, words::compare)
        .thenComparing(Key::second, words::compare)
        .thenComparingInt(Key::tag)
        .thenComparingInt(Key::slot);
  }

  /// The order in which keys are kept where there is no room for all: a random one that is the same
  /// everywhere and keeps the slots of a series together.
  static Comparator<Key> byRank(Words words) {
    return Comparator.<Key>comparingLong(key -> key.seriesRank(words))
        .thenComparingInt(Key::slot)
        .thenComparing(byText(words));
  }

  private long seriesRank(Words words) {
    return Ranks.with(Ranks.with(words.rank(first), words.rank(second)), tag);
  }
}
