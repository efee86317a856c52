package dev.clew.collect;

import dev.clew.wire.otlp.SpanTables;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// A few rooms in which requests are worked on one after the other: memory that is new each time is
/// slow to write to, and soon to be collected. Safe for any thread.
final class SpareRooms {
  /// As many as requests are at work at once.
  private static final int MOST = 8;

  private static final int LARGEST = 1 << 20;

  private final AtomicReferenceArray<Room> spare = new AtomicReferenceArray<>(MOST);

  /// What a body is inflated into, and its spans are read into. Owned by who took it.
  static final class Room {
    byte[] bytes = {};
    final SpanTables tables = new SpanTables();

    private Room() {}
  }

  /// A room that nobody else has now.
  Room take() {
    for (int at = 0; at < MOST; at++) {
      Room room = spare.getAndSet(at, null);
      if (room != null) {
        return room;
      }
    }
    return new Room();
  }

  /// Keeps a room for others, which its giver must not look at any more.
  void giveBack(Room room) {
    if (room.bytes.length > LARGEST || room.tables.bytes() > LARGEST) {
      return;
    }
    for (int at = 0; at < MOST; at++) {
      if (spare.compareAndSet(at, null, room)) {
        return;
      }
    }
  }
}
