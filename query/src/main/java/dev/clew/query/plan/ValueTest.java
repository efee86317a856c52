package dev.clew.query.plan;

import dev.clew.store.ColumnPage;
import dev.clew.store.PageBounds;
import java.util.BitSet;

/// Which of a column's values satisfy a comparison.
public sealed interface ValueTest {
  boolean holds(long value);

  /// False only if no value within these bounds satisfies it.
  boolean mayHold(PageBounds bounds);

  /// A bit for each of the values from `from` on, 64 at most: whether this holds for it.
  long holds(long[] values, int from, int count);

  /// True when it looks for so little that a page may well have none of it.
  boolean isNarrow();

  /// Sets the bit of each row, counted from `firstRow`, that has a value for which this holds.
  default void mark(ColumnPage page, int firstRow, long[] bits) {
    int shift = page.isDense() ? page.firstRow() - firstRow : -1;
    for (int from = 0; from < page.size(); from += Long.SIZE) {
      long held = holds(page.values(), from, Math.min(Long.SIZE, page.size() - from));
      if (shift >= 0 && shift % Long.SIZE == 0) {
        bits[(shift + from) >>> 6] |= held;
      } else if (held != 0) {
        int[] rows = page.rows();
        for (long left = held; left != 0; left &= left - 1) {
          Bits.set(bits, rows[from + Long.numberOfTrailingZeros(left)] - firstRow);
        }
      }
    }
  }

  /// Every value there is.
  record Every() implements ValueTest {
    @Override
    public boolean holds(long value) {
      return true;
    }

    @Override
    public boolean mayHold(PageBounds bounds) {
      return !bounds.isEmpty();
    }

    @Override
    public long holds(long[] values, int from, int count) {
      return -1L >>> -count;
    }

    @Override
    public boolean isNarrow() {
      return false;
    }
  }

  /// Codes of a dictionary.
  record Codes(BitSet codes) implements ValueTest {
    @Override
    public boolean holds(long value) {
      return codes.get((int) value);
    }

    @Override
    public boolean mayHold(PageBounds bounds) {
      int next = codes.nextSetBit(Math.clamp(bounds.min(), 0, Integer.MAX_VALUE));
      return next >= 0 && next <= bounds.max();
    }

    @Override
    public long holds(long[] values, int from, int count) {
      return codes.length() <= Long.SIZE
          ? holdsFew(values, from, count)
          : holdsMany(values, from, count);
    }

    /// Of codes that fit into a word, without a branch.
    private long holdsFew(long[] values, int from, int count) {
      long few = codes.isEmpty() ? 0 : codes.toLongArray()[0];
      long held = 0;
      for (int at = 0; at < count; at++) {
        long code = values[from + at];
        long isInWord = (code - Long.SIZE) >>> 63;
        held |= (few >>> code & isInWord) << at;
      }
      return held;
    }

    private long holdsMany(long[] values, int from, int count) {
      long held = 0;
      for (int at = 0; at < count; at++) {
        held |= (codes.get((int) values[from + at]) ? 1L : 0L) << at;
      }
      return held;
    }

    @Override
    public boolean isNarrow() {
      return true;
    }
  }

  /// Numbers of an OTLP enum, where a number of the future means the same as 0.
  record Numbers(BitSet numbers, int known) implements ValueTest {
    @Override
    public boolean holds(long value) {
      return numbers.get(value >= 0 && value < known ? (int) value : 0);
    }

    @Override
    public boolean mayHold(PageBounds bounds) {
      boolean areKnown = bounds.min() >= 0 && bounds.max() < known;
      int next = areKnown && !bounds.isEmpty() ? numbers.nextSetBit((int) bounds.min()) : 0;
      return !bounds.isEmpty() && (!areKnown || (next >= 0 && next <= bounds.max()));
    }

    @Override
    public long holds(long[] values, int from, int count) {
      long held = 0;
      for (int at = 0; at < count; at++) {
        held |= (holds(values[from + at]) ? 1L : 0L) << at;
      }
      return held;
    }

    @Override
    public boolean isNarrow() {
      return true;
    }
  }

  /// Integers from `low` to `high`, both included; or, if not `inside`, all others.
  record Integers(long low, long high, boolean inside) implements ValueTest {
    @Override
    public boolean holds(long value) {
      return (low <= value && value <= high) == inside;
    }

    @Override
    public boolean mayHold(PageBounds bounds) {
      if (bounds.isEmpty()) {
        return false;
      }
      return inside
          ? low <= high && low <= bounds.max() && bounds.min() <= high
          : low > high || bounds.min() < low || high < bounds.max();
    }

    @Override
    public long holds(long[] values, int from, int count) {
      // Between no bounds lies what does not lie between all.
      boolean isNone = low > high;
      long first = isNone ? Long.MIN_VALUE : low;
      long width = isNone ? -1 : high - low;
      long within = 0;
      // Without a branch: which way each value goes cannot be foretold.
      for (int at = 0; at < count; at++) {
        within |= (Long.compareUnsigned(values[from + at] - first, width) <= 0 ? 1L : 0L) << at;
      }
      return (inside != isNone ? within : ~within) & -1L >>> -count;
    }

    @Override
    public boolean isNarrow() {
      return inside && low == high;
    }
  }

  /// Raw bits of doubles from `low` to `high`, both included; or, if not `inside`, all others.
  /// Never NaN.
  record Reals(double low, double high, boolean inside) implements ValueTest {
    @Override
    public boolean holds(long value) {
      double real = Double.longBitsToDouble(value);
      return inside ? low <= real && real <= high : real < low || real > high;
    }

    /// The bits of doubles are in the order of the doubles only above zero.
    @Override
    public boolean mayHold(PageBounds bounds) {
      if (bounds.min() < 0 || bounds.isEmpty()) {
        return !bounds.isEmpty();
      }
      double least = Double.longBitsToDouble(bounds.min());
      double most = Double.longBitsToDouble(bounds.max());
      boolean isOut = inside ? most < low || high < least : low <= least && most <= high;
      return !isOut;
    }

    @Override
    public long holds(long[] values, int from, int count) {
      long held = 0;
      for (int at = 0; at < count; at++) {
        held |= (holds(values[from + at]) ? 1L : 0L) << at;
      }
      return held;
    }

    @Override
    public boolean isNarrow() {
      return inside && low == high;
    }
  }
}
