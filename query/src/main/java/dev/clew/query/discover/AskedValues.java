package dev.clew.query.discover;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clew.query.Label;
import dev.clew.query.Value;
import dev.clew.store.Walk;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Which values are asked for. Shared by all who look.
///
/// @param prefix how the value starts as it is written
/// @param chosen if there are some, it has to be one of these
record AskedValues(String prefix, Optional<TreeSet<Value>> chosen) {
  private static final byte[] NOTHING = {};

  static AskedValues startingWith(String prefix) {
    return new AskedValues(prefix, Optional.empty());
  }

  /// Only values of these, which were asked for.
  AskedValues amongst(Firsts<Value> few) {
    var some = new TreeSet<Value>(Label::compare);
    few.forEach((value, _) -> some.add(value));
    return new AskedValues(prefix, Optional.of(some));
  }

  /// True where they are known one by one.
  boolean areFew() {
    return chosen.isPresent();
  }

  boolean has(Value value) {
    return written(value).startsWith(prefix)
        && chosen.stream().allMatch(all -> all.contains(value));
  }

  /// Tells texts apart that are asked for and come before a bound.
  Walk walk(Optional<Value> bound) {
    byte[] start = prefix.getBytes(UTF_8);
    Optional<Value> end = bound.isPresent() ? bound : chosen.flatMap(AskedValues::last);
    return end.isPresent() && end.get() instanceof Value.Text(var text)
        ? new PrefixWalk(start, text.getBytes(UTF_8), true)
        : new PrefixWalk(start, NOTHING, false);
  }

  /// Just behind the last one.
  private static Optional<Value> last(TreeSet<Value> all) {
    return all.isEmpty() || !(all.last() instanceof Value.Text(var text))
        ? Optional.empty()
        : Optional.of(new Value.Text(text + '\0'));
  }

  /// A value as it is written.
  private static String written(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Bool(var bool) -> Boolean.toString(bool);
      case Value.Int(var number) -> Long.toString(number);
      case Value.Real(var number) -> Double.toString(number);
      case Value.Nanos(var nanos) -> Long.toString(nanos);
      case Value.Status(var status) -> status.name().toLowerCase(Locale.ROOT);
      case Value.Kind(var kind) -> kind.name().toLowerCase(Locale.ROOT);
      case Value.Nil _, Value.Items _, Value.Other _ -> "";
    };
  }
}
