package dev.clew.query.eval;

import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One field of the rows of a page, page after page, in the form in which it is stored. Owned by
/// one thread.
final class PlainField {
  private enum Form {
    CODES,
    INTEGERS,
    VALUES
  }

  private final @Nullable FieldReader reader;
  private final Consumer<CorruptBlockException> gaps;
  private final Values values;
  private final int[] codes;
  private final int[] picked;
  private Form form = Form.VALUES;
  private long[] integers = new long[0];
  private int rowCount;
  private boolean isFilled;

  /// @param reader null where the field cannot be read: then it has no values
  /// @param most the most rows of a page
  /// @param gaps is told what could not be read; of that page the field has no values
  PlainField(
      @Nullable FieldReader reader, int most, Texts texts, Consumer<CorruptBlockException> gaps) {
    this.reader = reader;
    this.gaps = gaps;
    values = new Values(most, texts);
    codes = new int[most];
    picked = new int[most];
  }

  void read(int page, int rows) throws IOException {
    rowCount = rows;
    isFilled = true;
    try {
      form = reader == null ? Form.VALUES : read(reader, page);
    } catch (CorruptBlockException e) {
      form = Form.VALUES;
      values.clear();
      gaps.accept(e);
    }
  }

  private Form read(FieldReader from, int page) throws IOException {
    isFilled = false;
    if (from.readCodes(page, codes)) {
      return Form.CODES;
    }
    long[] read = from.readIntegers(page);
    if (read != null) {
      integers = read;
      return Form.INTEGERS;
    }
    from.read(page, values);
    isFilled = true;
    return Form.VALUES;
  }

  /// By row.
  Values values() {
    if (!isFilled && reader != null) {
      values.clear();
      for (int row = 0; row < rowCount; row++) {
        if (form == Form.INTEGERS) {
          reader.addNumber(integers[row], row, values);
        } else if (codes[row] >= 0) {
          reader.addCode(codes[row], row, values);
        }
      }
      isFilled = true;
    }
    return values;
  }

  /// The codes of some rows, in their order; null where the field has none.
  MatchedSpans.@Nullable Coded coded(int[] rows, int size) {
    if (form != Form.CODES || reader == null) {
      return null;
    }
    if (size == rowCount) {
      return new MatchedSpans.Coded(codes, reader);
    }
    for (int at = 0; at < size; at++) {
      picked[at] = codes[rows[at]];
    }
    return new MatchedSpans.Coded(picked, reader);
  }

  /// Copies the integers of some rows; false where not each has one.
  boolean copyIntegers(int[] rows, int size, long[] into) {
    if (form != Form.INTEGERS) {
      return false;
    }
    copy(integers, rows, new Extent(size, rowCount), into);
    return true;
  }

  /// How many rows of a page are meant, of how many.
  record Extent(int size, int rowCount) {}

  /// Copies what some rows have, or all.
  static void copy(long[] from, int[] rows, Extent extent, long[] into) {
    if (extent.size == extent.rowCount) {
      System.arraycopy(from, 0, into, 0, extent.size);
      return;
    }
    for (int at = 0; at < extent.size; at++) {
      into[at] = from[rows[at]];
    }
  }
}
