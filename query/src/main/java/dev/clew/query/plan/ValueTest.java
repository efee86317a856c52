package dev.clew.query.plan;

import dev.clew.store.ColumnPage;
import java.util.BitSet;

/// Which of a column's values satisfy a comparison.
public sealed interface ValueTest {
  boolean holds(long value);

  /// Sets the bit of each row, counted from `firstRow`, that has a value for which this holds.
  void mark(ColumnPage page, int firstRow, long[] bits);

  /// Every value there is.
  record Every() implements ValueTest {
    @Override
    public boolean holds(long value) {
      return true;
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
    public void mark(ColumnPage page, int firstRow, long[] bits) {
      int[] rows = page.rows();
      long[] values = page.values();
      for (int at = 0; at < page.size(); at++) {
        if (codes.get((int) values[at])) {
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
    public void mark(ColumnPage page, int firstRow, long[] bits) {
      int[] rows = page.rows();
      long[] values = page.values();
      for (int at = 0; at < page.size(); at++) {
        if ((low <= values[at] && values[at] <= high) == inside) {
          Bits.set(bits, rows[at] - firstRow);
        }
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
