package dev.clew.query.discover;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The first of some things by their order, as many as there is room for, and how many spans have
/// each of them.
///
/// What is here has never missed a span: what was once turned away never comes back, nor does
/// anything behind it. So it does not show in which order, or in whose hands, things were counted.
/// Owned by one thread.
///
/// @param <T> unlike each other unless their order says that they are equal
final class Firsts<T> {
  private static final long BYTES_EACH = 100;

  private final TreeMap<T, Long> counts;
  private final Room<T> room;
  private long bytes;

  /// The first that was turned away.
  private @Nullable T bound;

  /// @param most how many there may be
  /// @param mostBytes about how much memory they may take
  /// @param bytesOf about how much memory one takes, beside what all do
  record Room<T>(Comparator<T> order, int most, long mostBytes, ToLongFunction<T> bytesOf) {}

  Firsts(Room<T> room) {
    this(room, null);
  }

  /// @param bound the first that is turned away; null where none is yet
  Firsts(Room<T> room, @Nullable T bound) {
    this.room = room;
    this.bound = bound;
    counts = new TreeMap<>(room.order);
  }

  /// The first for which there was no room, if there was none for some.
  Optional<T> bound() {
    return Optional.ofNullable(bound);
  }

  /// Something that so many more spans have.
  void add(T each, long spans) {
    if (bound != null && room.order.compare(each, bound) >= 0) {
      return;
    }
    int known = counts.size();
    counts.merge(each, spans, Long::sum);
    if (counts.size() > known) {
      bytes += bytesOf(each);
      relieve();
    }
  }

  private long bytesOf(T each) {
    return BYTES_EACH + room.bytesOf.applyAsLong(each);
  }

  private void relieve() {
    while (counts.size() > room.most || (counts.size() > 1 && bytes > room.mostBytes)) {
      bound = counts.pollLastEntry().getKey();
      bytes -= bytesOf(bound);
    }
  }

  /// The same things, of which no span was counted yet.
  Firsts<T> uncounted() {
    var same = new Firsts<>(room);
    counts.forEach((each, _) -> same.add(each, 0));
    same.bound = bound;
    return same;
  }

  void merge(Firsts<T> other) {
    if (other.bound != null && (bound == null || room.order.compare(other.bound, bound) < 0)) {
      keepBelow(other.bound);
    }
    other.counts.forEach(this::add);
  }

  private void keepBelow(T first) {
    while (!counts.isEmpty() && room.order.compare(counts.lastKey(), first) >= 0) {
      bytes -= bytesOf(counts.pollLastEntry().getKey());
    }
    bound = first;
  }

  /// True when there was no room for some.
  boolean isTruncated() {
    return bound != null;
  }

  void forEach(BiConsumer<T, Long> taker) {
    for (Map.Entry<T, Long> each : counts.entrySet()) {
      taker.accept(each.getKey(), each.getValue());
    }
  }
}
