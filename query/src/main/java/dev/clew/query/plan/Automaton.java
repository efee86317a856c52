package dev.clew.query.plan;

import dev.clew.store.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Matches the whole of texts against a pattern byte by byte; a text that is not ASCII stays open
/// where that may matter. Its states are sets of places in the pattern, found as they are needed.
/// Owned by one thread.
final class Automaton implements Walk {
  private static final int ASCII = 128;
  private static final int MOST_STATES = 1000;
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final Places places;
  private final boolean expected;
  private final Map<BitSet, Integer> numbers = new HashMap<>();
  private final List<BitSet> states = new ArrayList<>();

  /// By state and character the next state, or what is known.
  private int[] nexts = new int[16 * ASCII];

  private final int first;

  /// The places of a pattern, which many threads share.
  ///
  /// @param sets by place the characters that lead on from it
  /// @param followers by place the places behind it; behind all, what comes first
  record Places(List<Shape.Set> sets, List<BitSet> followers) {
    /// The last place, which a text that matches reaches.
    int end() {
      return sets.size();
    }

    /// Those of a pattern that RE2 takes, if it is understood and not too large.
    static Optional<Places> of(String pattern) {
      return ShapeParser.parse(pattern).flatMap(Placing::of);
    }
  }

  /// @param expected whether texts are looked for that match, or those that do not
  Automaton(Places places, boolean expected) {
    this.places = places;
    this.expected = expected;
    Arrays.fill(nexts, UNKNOWN);
    first = number(places.followers().getLast());
  }

  @Override
  public int start(int length) {
    return first;
  }

  @Override
  public int next(int state, byte each) {
    if (each < 0) {
      return OPEN;
    }
    int next = nexts[state * ASCII + each];
    return next == UNKNOWN ? find(state, each) : next;
  }

  @Override
  public int end(int state) {
    return states.get(state).get(places.end()) == expected ? YES : NO;
  }

  private int find(int state, int character) {
    var reached = new BitSet();
    BitSet from = states.get(state);
    for (int place = from.nextSetBit(0);
        place >= 0 && place < places.end();
        place = from.nextSetBit(place + 1)) {
      if (places.sets().get(place).has(character)) {
        reached.or(places.followers().get(place));
      }
    }
    int next = number(reached);
    nexts[state * ASCII + character] = next;
    return next;
  }

  /// The number of a state, or what is known of all texts that reach it.
  private int number(BitSet state) {
    if (state.isEmpty()) {
      return expected ? NO : YES;
    }
    if (takesAll(state)) {
      return expected ? YES : NO;
    }
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    if (states.size() == MOST_STATES) {
      return OPEN;
    }
    int number = states.size();
    numbers.put(state, number);
    states.add(state);
    if (states.size() * ASCII > nexts.length) {
      int before = nexts.length;
      nexts = Arrays.copyOf(nexts, before * 2);
      Arrays.fill(nexts, before, nexts.length, UNKNOWN);
    }
    return number;
  }

  /// True where anything may follow: a place that every character leads back to, and to the end.
  private boolean takesAll(BitSet state) {
    return state.get(places.end())
        && state.stream()
            .filter(place -> place < places.end())
            .anyMatch(place ->
                places.sets().get(place).equals(Shape.Set.ALL)
                    && places.followers().get(place).get(place)
                    && places.followers().get(place).get(places.end()));
  }
}
