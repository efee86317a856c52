package dev.clew.query.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Finds the places of a pattern: each set of characters in it is one, as often as it is repeated,
/// and knows which may come behind it. Owned by one thread.
final class Placing {
  private static final int MOST_PLACES = 1000;

  private final List<Shape.Set> sets = new ArrayList<>();
  private final List<BitSet> followers = new ArrayList<>();

  /// A part of the pattern.
  ///
  /// @param firsts where it may begin
  /// @param lasts where it may end
  /// @param mayBeEmpty true where it may be left out
  private record Part(BitSet firsts, BitSet lasts, boolean mayBeEmpty) {
    static Part empty() {
      return new Part(new BitSet(), new BitSet(), true);
    }
  }

  private static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super("this pattern goes to the engine for all of them", null, false, false);
    }
  }

  /// The places of a pattern, unless they are too many.
  static Optional<Automaton.Places> of(Shape pattern) {
    var placing = new Placing();
    try {
      Part whole = placing.part(pattern);
      int end = placing.sets.size();
      BitSet start = (BitSet) whole.firsts.clone();
      start.set(end, whole.mayBeEmpty);
      whole.lasts.stream().forEach(last -> placing.followers.get(last).set(end));
      placing.followers.add(start);
      return Optional.of(new Automaton.Places(placing.sets, placing.followers));
    } catch (TooLarge _) {
      return Optional.empty();
    }
  }

  private Part part(Shape shape) throws TooLarge {
    return switch (shape) {
      case Shape.Set set -> place(set);
      case Shape.Sequence(var parts) -> {
        Part all = Part.empty();
        for (Shape each : parts) {
          all = behind(all, part(each));
        }
        yield all;
      }
      case Shape.Choice(var options) -> {
        Part all = new Part(new BitSet(), new BitSet(), false);
        for (Shape each : options) {
          all = either(all, part(each));
        }
        yield all;
      }
      case Shape.Repeated repeated -> repeated(repeated);
    };
  }

  private Part place(Shape.Set set) throws TooLarge {
    if (sets.size() == MOST_PLACES) {
      throw new TooLarge();
    }
    var place = new BitSet();
    place.set(sets.size());
    sets.add(set);
    followers.add(new BitSet());
    return new Part(place, place, false);
  }

  private Part behind(Part one, Part other) {
    link(one, other);
    return new Part(
        one.mayBeEmpty ? union(one.firsts, other.firsts) : one.firsts,
        other.mayBeEmpty ? union(one.lasts, other.lasts) : other.lasts,
        one.mayBeEmpty && other.mayBeEmpty);
  }

  private void link(Part one, Part other) {
    one.lasts.stream().forEach(last -> followers.get(last).or(other.firsts));
  }

  private static Part either(Part one, Part other) {
    return new Part(
        union(one.firsts, other.firsts),
        union(one.lasts, other.lasts),
        one.mayBeEmpty || other.mayBeEmpty);
  }

  private static BitSet union(BitSet one, BitSet other) {
    var both = (BitSet) one.clone();
    both.or(other);
    return both;
  }

  private Part repeated(Shape.Repeated repeated) throws TooLarge {
    Part all = Part.empty();
    for (int count = 0; count < repeated.least(); count++) {
      all = behind(all, part(repeated.each()));
    }
    if (repeated.most() == Shape.UNBOUNDED) {
      Part more = part(repeated.each());
      link(more, more);
      return behind(all, new Part(more.firsts, more.lasts, true));
    }
    for (int count = repeated.least(); count < repeated.most(); count++) {
      Part more = part(repeated.each());
      all = behind(all, new Part(more.firsts, more.lasts, true));
    }
    return all;
  }
}
