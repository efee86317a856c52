package dev.clew.store.head;

import dev.clew.model.ValueType;
import dev.clew.store.block.AttributeBytes;
import dev.clew.store.block.OverflowKey;
import dev.clew.store.block.Shape;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.otlp.Attributes;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.ProtoWriter;
import java.util.Arrays;

/// The attributes of spans: a column for each key and type, and the shape, which says which of them
/// a span has, in order.
///
/// Guarded by the head's lock.
final class SpanAttributes {
  /// Of so many spans what waits for its column stays near.
  private static final int TOGETHER = 128;

  private final AttributeColumns columns;
  private final HeadColumn shape;
  private final HeadColumn rawAttribute;
  private final KnownShapes known;
  private final ProtoWriter shapeBytes = new ProtoWriter(64);

  SpanAttributes(
      AttributeColumns columns, HeadColumn shape, HeadColumn rawAttribute, HeadMemory memory) {
    this.columns = columns;
    this.shape = shape;
    this.rawAttribute = rawAttribute;
    known = new KnownShapes(memory);
  }

  /// Adds the attributes of all spans as those of rows from this one on.
  void add(int firstRow, SpanBatch batch) {
    columns.start(batch);
    for (int span = 0; span < batch.size(); span++) {
      add(firstRow + span, batch, span);
      if (span % TOGETHER == TOGETHER - 1) {
        columns.settle(batch);
      }
    }
    columns.settle(batch);
  }

  private void add(int row, SpanBatch batch, int span) {
    int from = batch.spans().attributesFrom(span);
    int to = batch.spans().attributesTo(span);
    long extra = batch.spans().extra(span);
    int code = Slice.length(extra) == 0 ? known.find(batch, from, to) : KnownShapes.NONE;
    if (code == KnownShapes.NONE) {
      addUnknown(row, batch, span);
    } else {
      for (int at = from; at < to; at++) {
        columns.addLater(known.column(at - from), row, batch, at);
      }
      shape.add(row, code);
    }
  }

  private void addUnknown(int row, SpanBatch batch, int span) {
    int from = batch.spans().attributesFrom(span);
    int to = batch.spans().attributesTo(span);
    boolean isPlain = Slice.length(batch.spans().extra(span)) == 0;
    columns.claim(batch, from, to);
    shapeBytes.clear();
    for (int at = from; at < to; at++) {
      int key = columns.key(at - from);
      ValueType type = batch.attributes().type(at);
      boolean counts = columns.isLast(at - from);
      // What stands in the extra fields comes back with them.
      boolean isExtra = holds(batch.spans().extra(span), batch.attributes().key(at));
      boolean isOwn = counts && !isExtra && columns.isCanonical(key);
      if (counts) {
        columns.add(key, row, batch, at, isOwn);
      }
      isPlain &= isOwn && columns.hasColumn(key, type);
      if (isOwn && columns.hasColumn(key, type)) {
        Shape.write(shapeBytes, columns.number(key, type));
      } else if (!isExtra) {
        byte[] encoded = isOwn ? OverflowKey.mark() : encoded(batch, at);
        Shape.write(shapeBytes, Shape.RAW);
        rawAttribute.add(row, encoded, 0, encoded.length);
      }
    }
    byte[] encoded = shapeBytes.toBytes();
    int code = shape.code(encoded, 0, encoded.length);
    shape.add(row, code);
    if (isPlain) {
      known.learn(columns, batch, from, to, code);
    }
  }

  private static boolean holds(long extra, long key) {
    int from = Slice.offset(extra);
    return from <= Slice.offset(key) && Slice.offset(key) < from + Slice.length(extra);
  }

  private static byte[] encoded(SpanBatch batch, int at) {
    Attributes attributes = batch.attributes();
    ValueType type = attributes.type(at);
    long value = attributes.value(at);
    byte[] key = bytes(batch, attributes.key(at));
    var out = new ProtoWriter();
    if (StoredKey.isCoded(type)) {
      AttributeBytes.writeBytes(
          out, key, type, batch.bytes(), Slice.offset(value), Slice.length(value));
    } else {
      AttributeBytes.writeNumber(out, key, type, value);
    }
    return out.toBytes();
  }

  private static byte[] bytes(SpanBatch batch, long slice) {
    int from = Slice.offset(slice);
    return Arrays.copyOfRange(batch.bytes(), from, from + Slice.length(slice));
  }
}
