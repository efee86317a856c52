package dev.clew.store.compact;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.store.block.Shape;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import java.nio.charset.StandardCharsets;

/// The shapes of a block, with other numbers for its attribute columns.
final class RenumberedShapes implements Dictionary {
  private final byte[][] shapes;

  private RenumberedShapes(byte[][] shapes) {
    this.shapes = shapes;
  }

  /// @param numbers by number of a column in the block, its new number; [Shape#RAW] for one that no
  ///   row has a value in, so that only shapes without rows refer to it
  static RenumberedShapes of(String block, Dictionary shapes, int[] numbers)
      throws CorruptBlockException {
    byte[][] renumbered = new byte[shapes.size()][];
    for (int code = 0; code < renumbered.length; code++) {
      renumbered[code] = renumber(block, shapes.bytes(code), numbers);
    }
    return new RenumberedShapes(renumbered);
  }

  private static byte[] renumber(String block, byte[] shape, int[] numbers)
      throws CorruptBlockException {
    var out = new ProtoWriter(shape.length + 8);
    try {
      for (int column : Shape.decode(shape)) {
        if (column >= numbers.length) {
          throw new CorruptBlockException(
              block, 0, "a shape needs one of " + numbers.length + " columns, has " + column);
        }
        Shape.write(out, column == Shape.RAW ? Shape.RAW : numbers[column]);
      }
    } catch (MalformedException e) {
      throw new CorruptBlockException(block, 0, "a shape cannot be read: " + e);
    }
    return out.toBytes();
  }

  @Override
  public int size() {
    return shapes.length;
  }

  @Override
  public byte[] bytes(int code) {
    return shapes[code];
  }

  @Override
  public String text(int code) {
    return new String(shapes[code], StandardCharsets.UTF_8);
  }
}
