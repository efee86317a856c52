package dev.clew.store.head;

import dev.clew.model.ValueType;
import dev.clew.store.block.ByteStrings;
import dev.clew.wire.otlp.Attributes;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The shapes that spans had so far, as a tree of their attributes: mostly the attribute that comes
/// is the one that came at this point the last time, so that one comparison of its key finds its
/// column.
///
/// Holds only shapes in which no key stands twice and each column's name gives back the key, and
/// only so many of them, since a client may send another one with each span. Guarded by the head's
/// lock.
final class KnownShapes {
  static final int NONE = -1;
  private static final int MAX_STEPS = 1 << 13;
  private static final int MAX_STEPS_FROM_A_POINT = 16;
  private static final int STEP_BYTES = 80;

  /// What the attributes so far lead to.
  private static class Point {
    /// The code of the shape that ends here, if one does.
    int shape = NONE;

    /// The steps from here, the one that was taken last first.
    @Nullable Step first;

    int steps;

    @Nullable Step step(byte[] bytes, long key, ValueType type) {
      Step step = first;
      if (step != null && step.isOf(bytes, key, type)) {
        return step;
      }
      return step == null ? null : otherStep(step, bytes, key, type);
    }

    private @Nullable Step otherStep(Step before, byte[] bytes, long key, ValueType type) {
      Step previous = before;
      Step step = previous.other;
      while (step != null) {
        if (step.isOf(bytes, key, type)) {
          previous.other = step.other;
          step.other = first;
          first = step;
          return step;
        }
        previous = step;
        step = step.other;
      }
      return null;
    }

    void add(Step step) {
      step.other = first;
      first = step;
      steps++;
    }
  }

  /// One more attribute.
  private static final class Step extends Point {
    final byte[] key;
    final ValueType type;
    final HeadColumn column;

    /// Another step from the same point.
    @Nullable Step other;

    Step(byte[] key, ValueType type, HeadColumn column) {
      this.key = key;
      this.type = type;
      this.column = column;
    }

    boolean isOf(byte[] bytes, long slice, ValueType thatType) {
      return type == thatType
          && key.length == Slice.length(slice)
          && ByteStrings.same(key, 0, bytes, Slice.offset(slice), key.length);
    }
  }

  private final HeadMemory memory;
  private final Point root = new Point();
  private int steps;

  /// By place among the attributes of the span that was found last.
  private @Nullable HeadColumn[] columns = new HeadColumn[32];

  KnownShapes(HeadMemory memory) {
    this.memory = memory;
  }

  /// The code of the shape of a span with these attributes, or `NONE` where it is not known.
  int find(SpanBatch batch, int from, int to) {
    if (to - from > columns.length) {
      columns = new HeadColumn[(to - from) * 2];
    }
    Attributes attributes = batch.attributes();
    Point point = root;
    for (int at = from; at < to; at++) {
      Step step = point.step(batch.bytes(), attributes.key(at), attributes.type(at));
      if (step == null) {
        return NONE;
      }
      columns[at - from] = step.column;
      point = step;
    }
    return point.shape;
  }

  /// The column of an attribute of the span that was found last, by its place among them.
  @SuppressWarnings("NullAway") // set up to the place of the last attribute
  HeadColumn column(int place) {
    return columns[place];
  }

  /// Remembers the shape of the attributes that were just claimed.
  void learn(AttributeColumns claimed, SpanBatch batch, int from, int to, int shape) {
    Attributes attributes = batch.attributes();
    Point point = root;
    for (int at = from; at < to; at++) {
      ValueType type = attributes.type(at);
      Step step = point.step(batch.bytes(), attributes.key(at), type);
      if (step == null) {
        if (steps == MAX_STEPS || point.steps == MAX_STEPS_FROM_A_POINT) {
          return;
        }
        step = newStep(batch, attributes.key(at), claimed.column(claimed.key(at - from), type));
        point.add(step);
      }
      point = step;
    }
    point.shape = shape;
  }

  private Step newStep(SpanBatch batch, long key, HeadColumn column) {
    int from = Slice.offset(key);
    byte[] bytes = Arrays.copyOfRange(batch.bytes(), from, from + Slice.length(key));
    steps++;
    memory.add(STEP_BYTES + bytes.length);
    return new Step(bytes, column.key().type(), column);
  }
}
