package dev.clew.store.close;

import dev.clew.store.TraceClose.Reason;
import java.util.Arrays;

/// The traces that are open, and which of them are to be closed by now.
///
/// Owned by one thread. No object a trace: a trace is a slot in two queues, one in the order of the
/// last activity and one in the order of opening, so that what is due stands in front.
final class OpenTraces {
  /// Takes the traces that are closed.
  @FunctionalInterface
  interface Closing {
    void close(long high, long low, Reason reason);
  }

  private final CloseLimits limits;
  private final Closing closing;
  private final long idleNanos;
  private final long maxAgeNanos;
  private final TraceSlots slots;
  private final SlotQueue byActivity = new SlotQueue();
  private final SlotQueue byAge = new SlotQueue();
  private long[] activeNanos = new long[64];
  private long[] openedNanos = new long[64];
  private long[] rows = new long[64];

  OpenTraces(CloseLimits limits, Closing closing) {
    this.limits = limits;
    this.closing = closing;
    idleNanos = limits.idle().toNanos();
    maxAgeNanos = limits.maxAge().toNanos();
    slots = new TraceSlots(limits.maxOpen());
  }

  int size() {
    return slots.size();
  }

  /// Notes that rows of a trace came. Closes that trace when it has become too large, or the one
  /// that was quiet the longest where there is no room for another.
  void arrived(long high, long low, int count, long nowNanos) {
    int slot = slots.find(high, low);
    if (slot == TraceSlots.NONE) {
      slot = open(high, low, nowNanos);
    } else {
      byActivity.leave(slot);
    }
    byActivity.join(slot);
    activeNanos[slot] = nowNanos;
    rows[slot] += count;
    if (rows[slot] >= limits.maxRows()) {
      close(slot, Reason.SIZE);
    }
  }

  private int open(long high, long low, long nowNanos) {
    if (slots.isFull()) {
      close(byActivity.first(), Reason.CROWDED);
    }
    int slot = slots.add(high, low);
    if (slot == rows.length) {
      activeNanos = Arrays.copyOf(activeNanos, slot * 2);
      openedNanos = Arrays.copyOf(openedNanos, slot * 2);
      rows = Arrays.copyOf(rows, slot * 2);
    }
    rows[slot] = 0;
    openedNanos[slot] = nowNanos;
    byAge.join(slot);
    return slot;
  }

  /// Closes what is quiet or old by now.
  void closeDue(long nowNanos) {
    int slot = byActivity.first();
    while (slot != SlotQueue.NONE && nowNanos - activeNanos[slot] >= idleNanos) {
      close(slot, Reason.IDLE);
      slot = byActivity.first();
    }
    slot = byAge.first();
    while (slot != SlotQueue.NONE && nowNanos - openedNanos[slot] >= maxAgeNanos) {
      close(slot, Reason.AGE);
      slot = byAge.first();
    }
  }

  private void close(int slot, Reason reason) {
    byActivity.leave(slot);
    byAge.leave(slot);
    slots.remove(slot);
    closing.close(slots.high(slot), slots.low(slot), reason);
  }
}
