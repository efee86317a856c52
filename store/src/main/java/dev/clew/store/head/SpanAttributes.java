package dev.clew.store.head;

import dev.clew.model.ValueType;
import dev.clew.store.block.AttributeBytes;
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
  private final AttributeColumns columns;
  private final HeadColumn shape;
  private final HeadColumn rawAttribute;
  private final KnownShapes known;
  private final ProtoWriter shapeBytes = new ProtoWriter(64);

  SpanAttributes(
      AttributeColumns columns, HeadColumn shape, HeadColumn rawAttribute, MemoryMeter meter) {
    this.columns = columns;
    this.shape = shape;
    this.rawAttribute = rawAttribute;
    known = new KnownShapes(meter);
  }

  /// Adds the attributes of a span as those of a row.
  void add(int row, SpanBatch batch, int span) {
    int from = batch.spans().attributesFrom(span);
    int to = batch.spans().attributesTo(span);
    long extra = batch.spans().extra(span);
    int code = Slice.length(extra) == 0 ? known.find(batch, from, to) : KnownShapes.NONE;
    if (code == KnownShapes.NONE) {
      addUnknown(row, batch, span);
    } else {
      for (int at = from; at < to; at++) {
        AttributeColumns.addValue(known.column(at - from), row, batch, at);
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
      boolean counts = columns.isLast(at - from);
      if (counts) {
        HeadColumn column = columns.column(key, batch.attributes().type(at));
        AttributeColumns.addValue(column, row, batch, at);
      }
      isPlain &= counts && columns.isCanonical(key);
      // What stands in the extra fields comes back with them.
      if (!holds(batch.spans().extra(span), batch.attributes().key(at))) {
        addToShape(row, batch, at, counts && columns.isCanonical(key) ? key : Shape.RAW);
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

  /// @param key the attribute's key, or `RAW` where its column cannot give it back
  private void addToShape(int row, SpanBatch batch, int at, int key) {
    if (key == Shape.RAW) {
      Shape.write(shapeBytes, Shape.RAW);
      byte[] encoded = encoded(batch, at);
      rawAttribute.add(row, encoded, 0, encoded.length);
    } else {
      Shape.write(shapeBytes, columns.number(key, batch.attributes().type(at)));
    }
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
