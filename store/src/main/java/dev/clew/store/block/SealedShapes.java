package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Which attributes the spans of a block have, as their shapes say. Any thread may ask.
final class SealedShapes {
  private final SealedColumn column;
  private final String block;

  /// By shape, the numbers of its attributes.
  private final int[][] attributes;

  // Who reads an attribute mostly reads others of the same rows.
  private volatile @Nullable Counted latest;

  /// The shapes of the rows of a page, some of which are asked for.
  ///
  /// @param shapes by row of the page, its shape
  /// @param before by shape, how many rows of the page have it and come before these
  /// @param behind by shape, how many come behind them
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Counted(PageRange range, long[] shapes, int[] before, int[] behind) {}

  private SealedShapes(SealedColumn column, int[][] attributes, String block) {
    this.column = column;
    this.attributes = attributes;
    this.block = block;
  }

  /// @param block the name of the block, for the message if it is damaged
  static SealedShapes of(SealedColumn column, String block) throws IOException {
    Dictionary dictionary = column.dictionary();
    int[][] attributes = new int[dictionary.size()][];
    for (int shape = 0; shape < attributes.length; shape++) {
      try {
        attributes[shape] = Shape.decode(dictionary.bytes(shape));
      } catch (MalformedException _) {
        throw new CorruptBlockException(block, 0, "shape " + shape + " needs to be readable");
      }
    }
    return new SealedShapes(column, attributes, block);
  }

  private Counted counted(int page, PageRange range) throws IOException {
    Counted known = latest;
    if (known != null && known.range.isOfSamePage(range)) {
      known = known.range.equals(range) ? known : count(known.shapes, range);
      latest = known;
    } else {
      var read = new ColumnPage();
      column.read(page, read);
      if (read.size() != range.pageRows()) {
        throw new CorruptBlockException(
            block, 0, "each row needs a shape, " + range.pageRows() + " have " + read.size());
      }
      known = count(read.values(), range);
      latest = known;
    }
    return known;
  }

  private Counted count(long[] codes, PageRange range) throws CorruptBlockException {
    Slice asked = range.values();
    for (int at = 0; at < asked.count(); at++) {
      requireShape(codes[at]);
    }
    return new Counted(
        range, codes, uses(codes, 0, asked.from()), uses(codes, asked.to(), asked.count()));
  }

  private int[] uses(long[] codes, int from, int to) {
    int[] uses = new int[attributes.length];
    for (int row = from; row < to; row++) {
      uses[(int) codes[row]]++;
    }
    return uses;
  }

  private void requireShape(long code) throws CorruptBlockException {
    if (code < 0 || code >= attributes.length) {
      throw new CorruptBlockException(
          block, 0, "rows need one of " + attributes.length + " shapes, have " + code);
    }
  }

  /// One attribute of a block, by its number.
  ///
  /// Any thread may ask.
  record Attribute(int number, WeakMemo<SealedShapes> shapes) {
    /// The rows whose shapes have the attribute.
    Presence.Found find(int page, PageRange range) throws IOException {
      SealedShapes all = shapes.get();
      Counted counted = all.counted(page, range);
      boolean[] isIn = new boolean[all.attributes.length];
      int before = 0;
      int behind = 0;
      for (int shape = 0; shape < isIn.length; shape++) {
        if (contains(all.attributes[shape], number)) {
          isIn[shape] = true;
          before += counted.before[shape];
          behind += counted.behind[shape];
        }
      }
      int[] rows = new int[range.size()];
      int found = 0;
      for (int row = range.from(); row < range.to(); row++) {
        rows[found] = row;
        found += isIn[(int) counted.shapes[row - range.firstRow()]] ? 1 : 0;
      }
      return new Presence.Found.Some(
          rows, new Slice(before + found + behind, before, before + found));
    }

    private static boolean contains(int[] numbers, int number) {
      for (int each : numbers) {
        if (each == number) {
          return true;
        }
      }
      return false;
    }
  }
}
