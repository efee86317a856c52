package dev.clew.query.plan;

import dev.clew.store.ColumnPage;
import dev.clew.store.PageBounds;
import java.util.BitSet;

/// Which of a column's values satisfy a comparison.
public sealed interface ValueTest {
  boolean holds(long value);

  /// False only if no value within these bounds satisfies it.
  boolean mayHold(PageBounds bounds);

  /// Sets the bit of each row, counted from `firstRow`, that has a value for which this holds.
  void mark(ColumnPage page, int firstRow, long[] bits);

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
    public void mark(ColumnPage page, int firstRow, long[] bits) {
      int[] rows = page.rows();
      for (int at = 0; at < page.size(); at++) {
        Bits.set(bits, rows[at] - firstRow);
      }
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
    public void mark(ColumnPage page, int firstRow, long[] bits) {
      int[] rows = page.rows();
      long[] values = page.values();
      if (codes.size() > (long) page.size() * Byte.SIZE) {
        markFew(page, firstRow, bits);
        return;
      }
      long[] passing = codes.toLongArray();
      for (int at = 0; at < page.size(); at++) {
        int word = (int) (values[at] >>> 6);
        if (word < passing.length && (passing[word] >>> values[at] & 1) != 0) {
          Bits.set(bits, rows[at] - firstRow);
        }
      }
    }

    /// Without a copy of the codes, of which there are more than values.
    private void markFew(ColumnPage page, int firstRow, long[] bits) {
      int[] rows = page.rows();
      for (int at = 0; at < page.size(); at++) {
        if (holds(page.values()[at])) {
          Bits.set(bits, rows[at] - firstRow);
        }
      }
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
    public void mark(ColumnPage page, int firstRow, long[] bits) {
      int[] rows = page.rows();
      long[] values = page.values();
      for (int at = 0; at < page.size(); at++) {
        if (holds(values[at])) {
          Bits.set(bits, rows[at] - firstRow);
        }
      }
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
    public void mark(ColumnPage page, int firstRow, long[] bits) {
      int[] rows = page.rows();
      long[] values = page.values();
      // Between no bounds lies what does not lie between all.
      boolean isNone = low > high;
      boolean sought = inside != isNone;
      long first = isNone ? Long.MIN_VALUE : low;
      long width = isNone ? -1 : high - low;
      // Without a branch: which way each value goes cannot be foretold.
      for (int at = 0; at < page.size(); at++) {
        boolean isWithin = Long.compareUnsigned(values[at] - first, width) <= 0;
        int row = rows[at] - firstRow;
        bits[row >>> 6] |= (isWithin == sought ? 1L : 0L) << row;
      }
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
    public void mark(ColumnPage page, int firstRow, long[] bits) {
      int[] rows = page.rows();
      long[] values = page.values();
      for (int at = 0; at < page.size(); at++) {
        if (holds(values[at])) {
          Bits.set(bits, rows[at] - firstRow);
        }
      }
    }
  }
}
