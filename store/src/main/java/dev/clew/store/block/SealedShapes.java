package dev.clew.store.block;

import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which attributes the spans of a block have, as their shapes say. Any thread may ask.
final class SealedShapes {
  private final StoredColumn column;

  /// By shape, its attributes.
  private final List<int[]> attributes;

  // Who reads an attribute mostly reads others in the same page.
  private volatile @Nullable Page latest;

  /// The shape of each row of a page.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Page(int number, int[] rows, int[] shapes) {}

  private final String block;

  private SealedShapes(StoredColumn column, List<int[]> attributes, String block) {
    this.column = column;
    this.attributes = attributes;
    this.block = block;
  }

  /// @param block the name of the block, for the message if it is damaged
  static SealedShapes of(StoredColumn column, String block) throws IOException {
    Dictionary dictionary = column.dictionary();
    List<int[]> attributes = new ArrayList<>();
    for (int shape = 0; shape < dictionary.size(); shape++) {
      try {
        attributes.add(Shape.decode(dictionary.bytes(shape)));
      } catch (MalformedException e) {
        throw new CorruptBlockException(block, 0, "shape " + shape + " needs to be readable");
      }
    }
    return new SealedShapes(column, attributes, block);
  }

  private Page page(int number) throws IOException {
    Page page = latest;
    if (page == null || page.number != number) {
      var read = new ColumnPage();
      column.read(number, read);
      int[] shapes = new int[read.size()];
      for (int at = 0; at < shapes.length; at++) {
        shapes[at] = shape(read.values()[at]);
      }
      page = new Page(number, Arrays.copyOf(read.rows(), shapes.length), shapes);
      latest = page;
    }
    return page;
  }

  private int shape(long code) throws CorruptBlockException {
    if (code < 0 || code >= attributes.size()) {
      throw new CorruptBlockException(
          block, 0, "rows need one of " + attributes.size() + " shapes, have " + code);
    }
    return (int) code;
  }

  /// One attribute of a block.
  ///
  /// Any thread may ask.
  static final class Attribute {
    private final int number;
    private final WeakMemo<SealedShapes> shapes;
    private volatile @Nullable Known known;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(SealedShapes shapes, boolean[] isIn) {}

    Attribute(int number, WeakMemo<SealedShapes> shapes) {
      this.number = number;
      this.shapes = shapes;
    }

    /// The rows of a page whose shapes have the attribute.
    int[] rows(int page) throws IOException {
      Known all = known();
      Page rows = all.shapes.page(page);
      int[] found = new int[rows.shapes.length];
      int count = 0;
      for (int at = 0; at < found.length; at++) {
        found[count] = rows.rows[at];
        count += all.isIn[rows.shapes[at]] ? 1 : 0;
      }
      return Arrays.copyOf(found, count);
    }

    private Known known() throws IOException {
      Known all = known;
      if (all == null) {
        SealedShapes of = all();
        boolean[] isIn = new boolean[of.attributes.size()];
        for (int shape = 0; shape < isIn.length; shape++) {
          isIn[shape] = Arrays.stream(of.attributes.get(shape)).anyMatch(each -> each == number);
        }
        all = new Known(of, isIn);
        known = all;
      }
      return all;
    }

    private SealedShapes all() throws IOException {
      try {
        return shapes.get();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }
}
