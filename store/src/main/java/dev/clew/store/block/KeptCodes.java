package dev.clew.store.block;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the last questions about a column's dictionary were answered with, as far as the cache has
/// room.
///
/// Guarded by its own lock.
final class KeptCodes {
  private static final int MOST_QUESTIONS = 32;

  // A slot, and a question that is not very long.
  private static final int BYTES_A_QUESTION = 300;

  private final ReadCache cache;

  /// The one that was asked longest ago first; small until somebody asks.
  private final LinkedHashMap<Object, ReadCache.Slot<BitSet>> slots =
      new LinkedHashMap<>(2, 0.75f, true);

  KeptCodes(ReadCache cache) {
    this.cache = cache;
  }

  @Nullable BitSet find(Object question) {
    ReadCache.Slot<BitSet> slot;
    synchronized (this) {
      slot = slots.get(question);
    }
    return slot == null ? null : slot.get();
  }

  void put(Object question, BitSet codes) {
    var slot = new ReadCache.Slot<BitSet>();
    ReadCache.Slot<BitSet> oldest = null;
    synchronized (this) {
      ReadCache.Slot<BitSet> known = slots.putIfAbsent(question, slot);
      slot = known == null ? slot : known;
      if (slots.size() > MOST_QUESTIONS) {
        Map.Entry<Object, ReadCache.Slot<BitSet>> first = slots.firstEntry();
        slots.remove(first.getKey());
        oldest = first.getValue();
      }
    }
    if (oldest != null) {
      cache.release(List.of(oldest));
    }
    cache.put(slot, codes, BYTES_A_QUESTION + codes.size() / Byte.SIZE);
  }

  synchronized List<ReadCache.Slot<BitSet>> slots() {
    return List.copyOf(slots.values());
  }
}
