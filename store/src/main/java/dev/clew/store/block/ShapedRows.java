package dev.clew.store.block;

import dev.clew.store.Dictionary;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which attributes the rows of a block have as their shapes say. Where that is so, it is not
/// written down again for each attribute.
///
/// Owned by one thread.
final class ShapedRows {
  private static final ShapedRows NONE = new ShapedRows(new int[0], List.of(), new int[0]);

  /// By row of the source, its shape.
  private final int[] shapes;

  /// By attribute, the shapes that have it.
  private final List<int[]> shapesOf;

  /// By shape, how many rows have it.
  private final int[] rowCounts;

  /// By shape, the number plus one of the attribute that was looked at last and that it has.
  private final int[] marks;

  private ShapedRows(int[] shapes, List<int[]> shapesOf, int[] rowCounts) {
    this.shapes = shapes;
    this.shapesOf = shapesOf;
    this.rowCounts = rowCounts;
    marks = new int[rowCounts.length];
  }

  /// @param column reads the source
  static ShapedRows of(StoredBlock source, SourceColumn column) throws IOException {
    column.read(StoredKey.SHAPE);
    if (column.size() == 0) {
      return NONE;
    }
    column.requireOnePerRow(StoredKey.SHAPE);
    Dictionary dictionary = source.stored(StoredKey.SHAPE).orElseThrow().dictionary();
    int[] rowCounts = new int[dictionary.size()];
    int[] shapes = new int[column.size()];
    for (int row = 0; row < shapes.length; row++) {
      shapes[row] = (int) column.values()[row];
      rowCounts[shapes[row]]++;
    }
    return new ShapedRows(shapes, invert(dictionary, source.attributeKeys().size()), rowCounts);
  }

  private static List<int[]> invert(Dictionary dictionary, int attributeCount) {
    int[] sizes = new int[attributeCount];
    List<int[]> attributes = new ArrayList<>();
    for (int shape = 0; shape < dictionary.size(); shape++) {
      int[] ofShape = attributes(dictionary.bytes(shape), attributeCount);
      attributes.add(ofShape);
      Arrays.stream(ofShape).forEach(attribute -> sizes[attribute]++);
    }
    List<int[]> shapesOf = Arrays.stream(sizes).mapToObj(int[]::new).toList();
    for (int shape = 0; shape < attributes.size(); shape++) {
      for (int attribute : attributes.get(shape)) {
        shapesOf.get(attribute)[--sizes[attribute]] = shape;
      }
    }
    return shapesOf;
  }

  /// The attributes of a shape that have columns.
  private static int[] attributes(byte[] shape, int attributeCount) {
    try {
      return Arrays.stream(Shape.decode(shape))
          .filter(attribute -> attribute != Shape.RAW && attribute < attributeCount)
          .distinct()
          .toArray();
    } catch (MalformedException e) {
      throw new IllegalArgumentException("a shape needs to be readable", e);
    }
  }

  /// True when an attribute has one value in each row whose shape has it, and no others.
  boolean say(int attribute, RowSet rows) {
    return shapes.length > 0
        && rows.isOnceARow()
        && markShapes(attribute) == rows.size()
        && areMarked(rows, attribute);
  }

  /// Marks the shapes that have an attribute, and returns how many rows have them.
  private int markShapes(int attribute) {
    int count = 0;
    for (int shape : shapesOf.get(attribute)) {
      marks[shape] = attribute + 1;
      count += rowCounts[shape];
    }
    return count;
  }

  private boolean areMarked(RowSet rows, int attribute) {
    for (int at = 0; at < rows.size(); at++) {
      if (marks[shapes[rows.sourceRows()[at]]] != attribute + 1) {
        return false;
      }
    }
    return true;
  }
}
