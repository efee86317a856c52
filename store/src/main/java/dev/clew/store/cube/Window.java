package dev.clew.store.cube;

import dev.clew.model.TimeRange;
import java.time.Duration;

/// Which slots of a cube are asked for, and how many of them make a step.
///
/// @param lastSlot included
record Window(int firstSlot, int lastSlot, int slotsAStep) {
  static final Window ALL = new Window(0, Integer.MAX_VALUE, 1);

  Window {
    if (slotsAStep < 1) {
      throw new IllegalArgumentException("a step has 1 slot or more, got " + slotsAStep);
    }
  }

  /// The slots that overlap a range.
  ///
  /// @param step of which the whole slots are taken, one at least
  static Window of(TimeRange range, Duration step) {
    long slots = step.dividedBy(Duration.ofNanos(Slots.NANOS));
    int slotsAStep = Math.clamp(slots, 1, Integer.MAX_VALUE);
    if (range.equals(TimeRange.ALL)) {
      return new Window(0, Integer.MAX_VALUE, slotsAStep);
    }
    long first = Math.max(range.startNanos(), 0);
    long last = Math.max(range.endNanos() - 1, 0);
    return range.endNanos() <= first
        ? new Window(1, 0, slotsAStep)
        : new Window(Slots.of(first), Slots.of(last), slotsAStep);
  }

  /// What has no slot may lie anywhere.
  boolean contains(int slot) {
    return slot == Slots.ANY || (firstSlot <= slot && slot <= lastSlot);
  }

  /// True when there may be something in it of slots from `first` to `last`, both included.
  boolean overlaps(int first, int last) {
    return first == Slots.ANY || (first <= lastSlot && last >= firstSlot);
  }

  /// The key of the step that a key's slot belongs to.
  Key step(Key key) {
    return slotsAStep == 1 || key.slot() == Slots.ANY
        ? key
        : new Key(key.first(), key.second(), key.tag(), key.slot() / slotsAStep * slotsAStep);
  }

  /// Behind which key nothing may be kept. Where slots are put together, a series of which only
  /// some slots were kept is not kept at all.
  Key bound(Key last) {
    return slotsAStep == 1 ? last : new Key(last.first(), last.second(), last.tag(), Slots.ANY);
  }
}
