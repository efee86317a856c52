package dev.clew.store.block;

import dev.clew.model.TraceId;
import dev.clew.model.ValueType;
import dev.clew.store.TraceDirectory;
import dev.clew.wire.otlp.RequestWriter;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives rows of a block back as the spans they were.
///
/// Owned by one thread.
public final class SpanAssembler {
  private static final int ROWS_AT_ONCE = 4096;
  private static final StoredKey OVERFLOW_KEYS =
      StoredKey.overflowKeys(StoredKey.Space.SPAN_ATTRIBUTE);
  private static final StoredKey OVERFLOW_VALUES =
      StoredKey.overflowValues(StoredKey.Space.SPAN_ATTRIBUTE);

  private final StoredBlock block;
  private final List<PageRows> pages;
  private final int[] rows;
  private final RequestWriter request;
  private final TraceDirectory traces;
  private final List<StoredKey> attributeKeys;
  private final byte[][] attributeNames;
  private final Map<StoredKey, Optional<PickedValues>> picked = new HashMap<>();
  private final @Nullable PickedValues[] attributes;
  private final Map<Long, int[]> shapes = new HashMap<>();

  /// Places among the rows: those that are wanted.
  private int[] places = {};

  private SpanAssembler(StoredBlock block, int[] rows, RequestWriter request) throws IOException {
    this.block = block;
    this.rows = rows;
    pages = PageRows.of(block, rows);
    this.request = request;
    traces = block.traces();
    attributeKeys = block.attributeKeys();
    attributeNames = new byte[attributeKeys.size()][];
    attributes = new PickedValues[attributeKeys.size()];
  }

  /// Decides about rows, the last one first.
  public interface Wanted {
    boolean wants(long spanId, long kind, long scope);
  }

  /// Hears of every span that was written.
  public interface Written {
    /// True where what was written was taken away, so that its resource and scope must be said
    /// again.
    boolean takesAway() throws IOException;
  }

  /// Writes the spans of these rows.
  public static void assemble(StoredBlock block, int[] rows, RequestWriter out) throws IOException {
    assemble(block, rows, (_, _, _) -> true, out, () -> false);
  }

  /// Writes the spans of those of these rows that are wanted, those of one resource and scope
  /// together; reads no page that has none of the rows, and no column that has none of their
  /// values.
  public static void assemble(
      StoredBlock block, int[] rows, Wanted wanted, RequestWriter out, Written written)
      throws IOException {
    int[] ascending = Arrays.stream(rows).sorted().distinct().toArray();
    if (ascending.length > 0) {
      Objects.checkIndex(ascending[0], block.rowCount());
      Objects.checkIndex(ascending[ascending.length - 1], block.rowCount());
    }
    var parts = new ArrayDeque<SpanAssembler>();
    for (int to = ascending.length; to > 0; to -= ROWS_AT_ONCE) {
      int from = Math.max(0, to - ROWS_AT_ONCE);
      var some = new SpanAssembler(block, Arrays.copyOfRange(ascending, from, to), out);
      some.choose(wanted);
      if (ascending.length > ROWS_AT_ONCE) {
        // All are chosen before the first is written, but their values need not wait in memory.
        some.picked.clear();
      }
      parts.push(some);
    }
    while (!parts.isEmpty()) {
      parts.pop().assemble(written);
    }
  }

  private void choose(Wanted wanted) throws IOException {
    PickedValues spanIds = needed(StoredKey.SPAN_ID);
    PickedValues kinds = needed(StoredKey.KIND);
    PickedValues scopes = needed(StoredKey.SCOPE);
    int from = rows.length;
    int[] kept = new int[rows.length];
    for (int at = rows.length - 1; at >= 0; at--) {
      if (wanted.wants(spanIds.value(at), kinds.value(at), scopes.value(at))) {
        kept[--from] = at;
      }
    }
    places = Arrays.copyOfRange(kept, from, kept.length);
  }

  private void assemble(Written written) throws IOException {
    if (places.length == 0) {
      return;
    }
    PickedValues resources = needed(StoredKey.RESOURCE);
    PickedValues scopes = needed(StoredKey.SCOPE);
    long resource = -1;
    long scope = -1;
    for (int row : byOrigin(resources, scopes)) {
      boolean isNewResource = resources.value(row) != resource;
      if (isNewResource) {
        resource = resources.value(row);
        request.startResource(resources.bytes(row));
      }
      if (isNewResource || scopes.value(row) != scope) {
        scope = scopes.value(row);
        request.startScope(scopes.bytes(row));
      }
      writeSpan(row, request.startSpan());
      request.endSpan();
      if (written.takesAway()) {
        resource = -1;
        scope = -1;
      }
    }
  }

  private int[] byOrigin(PickedValues resources, PickedValues scopes) {
    long[] keys = new long[rows.length];
    for (int row : places) {
      keys[row] = resources.value(row) << 32 | scopes.value(row);
    }
    int[] order = places.clone();
    StableOrder.sort(order, 0, order.length, keys);
    return order;
  }

  private Optional<PickedValues> pick(StoredKey key) throws IOException {
    Optional<PickedValues> known = picked.get(key);
    if (known == null) {
      Optional<? extends StoredColumn> column = block.stored(key);
      known =
          column.isEmpty() ? Optional.empty() : Optional.of(PickedValues.of(column.get(), pages));
      picked.put(key, known);
    }
    return known;
  }

  /// A column that must be here, such as one that has a value in every row.
  private PickedValues needed(StoredKey key) throws IOException {
    return pick(key).orElseThrow(() -> new IllegalStateException("needs a column " + key.text()));
  }

  private void writeSpan(int row, ProtoWriter out) throws IOException {
    TraceId trace = traces.traceId((int) needed(StoredKey.TRACE).value(row));
    byte[] traceId = ByteBuffer.allocate(16).putLong(trace.high()).putLong(trace.low()).array();
    out.bytes(Tags.TRACE_ID, traceId);
    writeSpanId(out, Tags.SPAN_ID, needed(StoredKey.SPAN_ID).value(row));
    writeAll(row, StoredKey.TRACE_STATE, Tags.TRACE_STATE, out);
    writeSpanId(out, Tags.PARENT_SPAN_ID, needed(StoredKey.PARENT_SPAN_ID).value(row));
    writeName(row, out);
    writeNumber(row, StoredKey.KIND, Tags.KIND, out);
    writeTimes(row, out);
    writeAttributes(row, out);
    writeCount(row, StoredKey.DROPPED_ATTRIBUTES, Tags.DROPPED_ATTRIBUTES, out);
    writeEvents(row, out);
    writeCount(row, StoredKey.DROPPED_EVENTS, Tags.DROPPED_EVENTS, out);
    writeLinks(row, out);
    writeCount(row, StoredKey.DROPPED_LINKS, Tags.DROPPED_LINKS, out);
    writeStatus(row, out);
    long flags = number(row, StoredKey.FLAGS);
    if (flags != 0) {
      out.fixed32(Tags.FLAGS, (int) flags);
    }
    writeExtra(row, out);
  }

  private static void writeSpanId(ProtoWriter out, int tag, long id) {
    if (id != 0) {
      out.bytes(tag, ByteBuffer.allocate(Long.BYTES).putLong(id).array());
    }
  }

  private void writeName(int row, ProtoWriter out) throws IOException {
    byte[] name = needed(StoredKey.NAME).bytes(row);
    if (name.length > 0) {
      out.bytes(Tags.NAME, name);
    }
  }

  private void writeTimes(int row, ProtoWriter out) throws IOException {
    long start = needed(StoredKey.START_NANOS).value(row);
    writeTime(out, Tags.START_TIME, start);
    Optional<PickedValues> ends = pick(StoredKey.END_NANOS);
    boolean isWritten = ends.isPresent() && ends.get().from(row) < ends.get().to(row);
    long end =
        isWritten
            ? number(row, StoredKey.END_NANOS)
            : start + needed(StoredKey.DURATION_NANOS).value(row);
    writeTime(out, Tags.END_TIME, end);
  }

  private static void writeTime(ProtoWriter out, int tag, long nanos) {
    if (nanos != 0) {
      out.fixed64(tag, nanos);
    }
  }

  private void writeStatus(int row, ProtoWriter out) throws IOException {
    Optional<PickedValues> messages = pick(StoredKey.STATUS_MESSAGE);
    boolean hasMessage = messages.isPresent() && messages.get().from(row) < messages.get().to(row);
    if (hasMessage || number(row, StoredKey.STATUS) != 0) {
      int mark = out.begin(Tags.STATUS);
      writeAll(row, StoredKey.STATUS_MESSAGE, Tags.STATUS_MESSAGE, out);
      writeNumber(row, StoredKey.STATUS, Tags.STATUS_CODE, out);
      out.end(mark);
    }
  }

  /// The number that a column has in a row, or 0.
  private long number(int row, StoredKey key) throws IOException {
    Optional<PickedValues> column = pick(key);
    if (column.isEmpty() || column.get().from(row) == column.get().to(row)) {
      return 0;
    }
    return column.get().value(column.get().from(row));
  }

  /// Writes an enum, which is signed.
  private void writeNumber(int row, StoredKey key, int tag, ProtoWriter out) throws IOException {
    long value = number(row, key);
    if (value != 0) {
      out.varint(tag, value);
    }
  }

  /// Writes a count, which is unsigned.
  private void writeCount(int row, StoredKey key, int tag, ProtoWriter out) throws IOException {
    long value = number(row, key);
    if (value != 0) {
      out.varint(tag, Integer.toUnsignedLong((int) value));
    }
  }

  /// Writes a field for each value that a column has in a row.
  private void writeAll(int row, StoredKey key, int tag, ProtoWriter out) throws IOException {
    Optional<PickedValues> column = pick(key);
    if (column.isPresent()) {
      for (int at = column.get().from(row); at < column.get().to(row); at++) {
        out.bytes(tag, column.get().bytes(at));
      }
    }
  }

  private void writeEvents(int row, ProtoWriter out) throws IOException {
    Optional<PickedValues> bodies = pick(StoredKey.EVENT_BODY);
    if (bodies.isPresent()) {
      PickedValues times = needed(StoredKey.EVENT_SINCE_START_NANOS);
      long start = needed(StoredKey.START_NANOS).value(row);
      for (int at = bodies.get().from(row); at < bodies.get().to(row); at++) {
        int mark = out.begin(Tags.EVENTS);
        Body.writeEvent(start + times.value(at), bodies.get().bytes(at), out);
        out.end(mark);
      }
    }
  }

  private void writeLinks(int row, ProtoWriter out) throws IOException {
    Optional<PickedValues> bodies = pick(StoredKey.LINK_BODY);
    if (bodies.isPresent()) {
      for (int at = bodies.get().from(row); at < bodies.get().to(row); at++) {
        var target =
            new LinkTarget(
                needed(StoredKey.LINK_TRACE_ID_HIGH).value(at),
                needed(StoredKey.LINK_TRACE_ID_LOW).value(at),
                needed(StoredKey.LINK_SPAN_ID).value(at));
        int mark = out.begin(Tags.LINKS);
        Body.writeLink(target, bodies.get().bytes(at), out);
        out.end(mark);
      }
    }
  }

  private void writeExtra(int row, ProtoWriter out) throws IOException {
    Optional<PickedValues> extra = pick(StoredKey.EXTRA);
    if (extra.isPresent() && extra.get().from(row) < extra.get().to(row)) {
      byte[] fields = extra.get().bytes(extra.get().from(row));
      out.raw(fields, 0, fields.length);
    }
  }

  private void writeAttributes(int row, ProtoWriter out) throws IOException {
    Optional<PickedValues> raw = pick(StoredKey.RAW_ATTRIBUTE);
    Optional<PickedValues> overflow = pick(OVERFLOW_KEYS);
    int nextRaw = raw.isPresent() ? raw.get().from(row) : 0;
    int nextOverflow = overflow.isPresent() ? overflow.get().from(row) : 0;
    for (int number : shape(row)) {
      if (number != Shape.RAW) {
        writeAttribute(row, number, out);
        continue;
      }
      byte[] encoded = raw.orElseThrow().bytes(nextRaw++);
      if (OverflowKey.isMark(encoded)) {
        nextOverflow = writeOverflow(overflow.orElseThrow(), nextOverflow, out);
      } else {
        out.bytes(Tags.ATTRIBUTES, encoded);
      }
    }
  }

  /// Writes the next attribute of the overflow that is given back, and returns where the one after
  /// it may be.
  private int writeOverflow(PickedValues keys, int from, ProtoWriter out) throws IOException {
    int at = from;
    while (!OverflowKey.isGivenBack(keys.bytes(at))) {
      at++;
    }
    byte[] key = keys.bytes(at);
    byte[] name = OverflowKey.name(key);
    byte[] value = needed(OVERFLOW_VALUES).bytes(at);
    ValueType type = OverflowKey.of(key).type();
    int mark = out.begin(Tags.ATTRIBUTES);
    if (StoredKey.isCoded(type)) {
      AttributeBytes.writeBytes(out, name, type, value, 0, value.length);
    } else {
      AttributeBytes.writeNumber(out, name, type, OverflowKey.number(value));
    }
    out.end(mark);
    return at + 1;
  }

  private int[] shape(int row) throws IOException {
    PickedValues column = needed(StoredKey.SHAPE);
    long code = column.value(row);
    int[] shape = shapes.get(code);
    if (shape == null) {
      try {
        shape = Shape.decode(column.bytes(row));
      } catch (MalformedException e) {
        throw new IllegalStateException("a shape that was written must be readable", e);
      }
      shapes.put(code, shape);
    }
    return shape;
  }

  private void writeAttribute(int row, int number, ProtoWriter out) throws IOException {
    PickedValues column = attribute(number);
    int at = column.from(row);
    int mark = out.begin(Tags.ATTRIBUTES);
    if (column.key().isCoded()) {
      byte[] value = column.bytes(at);
      AttributeBytes.writeBytes(
          out, attributeNames[number], column.key().type(), value, 0, value.length);
    } else {
      AttributeBytes.writeNumber(
          out, attributeNames[number], column.key().type(), column.value(at));
    }
    out.end(mark);
  }

  private PickedValues attribute(int number) throws IOException {
    PickedValues column = attributes[number];
    if (column == null) {
      StoredKey key = attributeKeys.get(number);
      column = needed(key);
      attributes[number] = column;
      attributeNames[number] = key.name().getBytes(StandardCharsets.UTF_8);
    }
    return column;
  }
}
