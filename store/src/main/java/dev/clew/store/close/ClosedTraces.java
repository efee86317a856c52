package dev.clew.store.close;

import java.util.Arrays;

/// The traces closed last, as many as there is room for.
///
/// Owned by one thread.
final class ClosedTraces {
  private final TraceSlots slots;
  private final SlotQueue byClosing = new SlotQueue();
  private long[] closedNanos = new long[64];
  private long forgotten;
  private long completeSinceNanos = Long.MIN_VALUE;

  ClosedTraces(int limit) {
    slots = new TraceSlots(limit);
  }

  /// Remembers a trace, and forgets the one closed first where there is no room.
  void add(long high, long low, long nowNanos) {
    int slot = slots.find(high, low);
    if (slot == TraceSlots.NONE) {
      slot = newSlot(high, low);
    } else {
      byClosing.leave(slot);
    }
    byClosing.join(slot);
    closedNanos[slot] = nowNanos;
  }

  private int newSlot(long high, long low) {
    if (slots.isFull()) {
      forget(byClosing.first());
    }
    int slot = slots.add(high, low);
    if (slot == closedNanos.length) {
      closedNanos = Arrays.copyOf(closedNanos, slot * 2);
    }
    return slot;
  }

  private void forget(int slot) {
    byClosing.leave(slot);
    slots.remove(slot);
    forgotten++;
    completeSinceNanos = closedNanos[slot];
  }

  boolean contains(long high, long low) {
    return slots.find(high, low) != TraceSlots.NONE;
  }

  /// How often a trace was forgotten.
  long forgotten() {
    return forgotten;
  }

  /// Every trace closed after this moment is remembered; the beginning of time while none has been
  /// forgotten.
  long completeSinceNanos() {
    return completeSinceNanos;
  }
}
