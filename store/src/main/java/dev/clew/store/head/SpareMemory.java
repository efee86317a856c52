package dev.clew.store.head;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// The large arrays of heads that were sealed, for those that grow: a new array outlives several
/// collections and has to be copied in each, and is garbage where only a full collection looks.
///
/// Any thread, guarded by its own lock.
public final class SpareMemory {
  private final LongSupplier mostBytes;

  /// The kind that was asked for longest ago first.
  private final Map<Kind, Shelf> shelves = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /// Arrays that can stand for each other.
  ///
  /// @param type their class
  /// @param width how many bytes an element has
  record Kind(Class<?> type, int width, int length) {
    long bytes() {
      return (long) width * length;
    }

    Object newArray() {
      return Array.newInstance(type.componentType(), length);
    }
  }

  /// The arrays of one kind, the one that was given last first.
  private static final class Shelf {
    final Deque<Object> arrays = new ArrayDeque<>();

    /// How many of them were always left of late.
    int idle;
  }

  /// @param mostBytes how much may be kept; asked again and again
  public SpareMemory(LongSupplier mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// Keeps nothing.
  static SpareMemory none() {
    return new SpareMemory(() -> 0);
  }

  /// An array with anything in it.
  synchronized Object take(Kind kind) {
    Shelf shelf = shelves.get(kind);
    Object array = shelf == null ? null : shelf.arrays.poll();
    if (shelf == null || array == null) {
      shrink(mostBytes.getAsLong() - kind.bytes());
      return kind.newArray();
    }
    shelf.idle = Math.min(shelf.idle, shelf.arrays.size());
    bytes -= kind.bytes();
    return array;
  }

  /// Keeps an array, which nobody may look at any more.
  synchronized void give(Object array, Kind kind) {
    shelves.computeIfAbsent(kind, _ -> new Shelf()).arrays.push(array);
    bytes += kind.bytes();
    shrink(mostBytes.getAsLong());
  }

  private void shrink(long most) {
    Iterator<Map.Entry<Kind, Shelf>> eldest = shelves.entrySet().iterator();
    while (bytes > most && eldest.hasNext()) {
      Map.Entry<Kind, Shelf> each = eldest.next();
      long excess = Math.ceilDiv(bytes - most, each.getKey().bytes());
      drop(each.getKey(), each.getValue(), (int) Math.min(excess, Integer.MAX_VALUE));
    }
  }

  private void drop(Kind kind, Shelf shelf, int count) {
    for (int at = 0; at < count && shelf.arrays.pollLast() != null; at++) {
      bytes -= kind.bytes();
    }
    shelf.idle = Math.min(shelf.idle, shelf.arrays.size());
  }

  /// Lets go of what nobody needed since this was said last.
  public synchronized void dropIdle() {
    shelves.forEach((kind, shelf) -> drop(kind, shelf, shelf.idle));
    shelves.values().removeIf(shelf -> shelf.arrays.isEmpty());
    shelves.values().forEach(shelf -> shelf.idle = shelf.arrays.size());
  }

  /// What is kept.
  public synchronized long bytes() {
    return bytes;
  }
}
