package dev.clew.wire.otlp;

import static dev.clew.wire.otlp.AttributeReader.slice;

import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads `Span` messages into rows.
///
/// Owned by the thread that reads the batch. A span's events and links are only marked while the
/// span is read and are read behind it, so that the rows of one owner's attributes stand together.
final class SpanReader {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  private final byte[] request;
  private final ProtoReader in;
  private final SpanTables columns;
  private final Spans spans;
  private final Events events;
  private final Links links;
  private final AttributeReader attributes;
  private final Gathering gathering;
  private final RowBudget budget;

  SpanReader(
      byte[] request,
      ProtoReader in,
      SpanTables columns,
      AttributeReader attributes,
      Gathering gathering,
      RowBudget budget) {
    this.request = request;
    this.in = in;
    this.columns = columns;
    spans = columns.spans();
    events = columns.events();
    links = columns.links();
    this.attributes = attributes;
    this.gathering = gathering;
    this.budget = budget;
  }

  void read(int scope) throws MalformedException {
    budget.take(RowBudget.SPAN);
    int row = spans.add();
    spans.scope(row, scope);
    spans.attributesFrom(row, columns.attributes().size());
    spans.eventsFrom(row, events.size());
    spans.linksFrom(row, links.size());
    int outer = in.enter();
    spans.encodedBytes(row, in.limit() - in.position());
    readFields(row);
    in.leave(outer);
    spans.attributesTo(row, columns.attributes().size());
    spans.eventsTo(row, events.size());
    spans.linksTo(row, links.size());
    readEventsAndLinks(row, in.position(), outer);
  }

  private void readFields(int row) throws MalformedException {
    long traceId = Slice.EMPTY;
    long spanId = Slice.EMPTY;
    long parentSpanId = Slice.EMPTY;
    while (in.hasMore()) {
      int start = in.position();
      int tag = in.tag();
      switch (tag) {
        case Tags.TRACE_ID -> traceId = slice(in);
        case Tags.SPAN_ID -> spanId = slice(in);
        case Tags.TRACE_STATE -> spans.traceState(row, slice(in));
        case Tags.PARENT_SPAN_ID -> parentSpanId = slice(in);
        case Tags.NAME -> spans.name(row, slice(in));
        case Tags.KIND -> spans.kind(row, in.int32());
        case Tags.START_TIME -> spans.startNanos(row, in.fixed64());
        case Tags.END_TIME -> spans.endNanos(row, in.fixed64());
        case Tags.ATTRIBUTES -> readAttribute(row, start);
        case Tags.DROPPED_ATTRIBUTES -> spans.droppedAttributes(row, in.int32());
        case Tags.EVENTS -> markEvent();
        case Tags.DROPPED_EVENTS -> spans.droppedEvents(row, in.int32());
        case Tags.LINKS -> markLink();
        case Tags.DROPPED_LINKS -> spans.droppedLinks(row, in.int32());
        case Tags.STATUS -> readStatus(row);
        case Tags.FLAGS -> spans.flags(row, in.fixed32());
        default -> {
          in.skip(tag);
          keep(row, start);
        }
      }
    }
    setIds(row, traceId, spanId, parentSpanId);
  }

  private void setIds(int row, long traceId, long spanId, long parentSpanId) {
    boolean traceIdFits = Slice.length(traceId) == TRACE_ID_BYTES;
    boolean spanIdFits = Slice.length(spanId) == SPAN_ID_BYTES;
    int parentLength = Slice.length(parentSpanId);
    if (traceIdFits) {
      spans.traceIdHigh(row, bigEndian(Slice.offset(traceId)));
      spans.traceIdLow(row, bigEndian(Slice.offset(traceId) + Long.BYTES));
    }
    if (spanIdFits) {
      spans.spanId(row, bigEndian(Slice.offset(spanId)));
    }
    if (parentLength == SPAN_ID_BYTES) {
      spans.parentSpanId(row, bigEndian(Slice.offset(parentSpanId)));
    }
    if (!traceIdFits) {
      spans.problem(row, SpanProblem.TRACE_ID_LENGTH);
    } else if ((spans.traceIdHigh(row) | spans.traceIdLow(row)) == 0) {
      spans.problem(row, SpanProblem.TRACE_ID_ZERO);
    } else if (!spanIdFits) {
      spans.problem(row, SpanProblem.SPAN_ID_LENGTH);
    } else if (spans.spanId(row) == 0) {
      spans.problem(row, SpanProblem.SPAN_ID_ZERO);
    } else if (parentLength != 0 && parentLength != SPAN_ID_BYTES) {
      spans.problem(row, SpanProblem.PARENT_SPAN_ID_LENGTH);
    }
  }

  private long bigEndian(int offset) {
    return (long) BIG_ENDIAN.get(request, offset);
  }

  /// An attribute with fields that a row cannot hold is kept whole with what this code does not
  /// know of the span; its row's key points there, so that a writer does not write it twice.
  private void readAttribute(int row, int start) throws MalformedException {
    if (!attributes.readOfSpan()) {
      return;
    }
    Attributes table = columns.attributes();
    int last = table.size() - 1;
    long key = table.key(last);
    int keyOffset = key == Slice.EMPTY ? 0 : Slice.offset(key) - start;
    table.key(last, Slice.of(gathering.position() + keyOffset, Slice.length(key)));
    keep(row, start);
  }

  /// A status that says nothing still has a place, which its message then has.
  private void readStatus(int row) throws MalformedException {
    int outer = in.enter();
    int from = in.position();
    int to = in.limit();
    if (spans.statusMessage(row) == Slice.EMPTY) {
      spans.statusMessage(row, Slice.of(from, 0));
    }
    boolean strange = false;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.STATUS_MESSAGE -> spans.statusMessage(row, slice(in));
        case Tags.STATUS_CODE -> spans.statusCode(row, in.int32());
        default -> {
          in.skip(tag);
          strange = true;
        }
      }
    }
    if (strange) {
      keepOfStatus(row, from, to);
    }
    in.leave(outer);
  }

  /// Keeps what this code does not know of a status, as a piece of a status.
  private void keepOfStatus(int row, int from, int to) throws MalformedException {
    int start = gathering.position();
    int mark = gathering.begin(Tags.STATUS);
    in.window(from, to);
    while (in.hasMore()) {
      int field = in.position();
      int tag = in.tag();
      in.skip(tag);
      if (tag != Tags.STATUS_MESSAGE && tag != Tags.STATUS_CODE) {
        gathering.add(Slice.of(field, in.position() - field));
      }
    }
    gathering.end(mark);
    extend(row, start);
  }

  /// Keeps the field from `start` to here.
  private void keep(int row, int start) {
    int gatheredFrom = gathering.position();
    gathering.add(Slice.of(start, in.position() - start));
    extend(row, gatheredFrom);
  }

  // Nothing else is gathered while a span's fields are read, so its extra grows at its end.
  private void extend(int row, int start) {
    long extra = spans.extra(row);
    spans.extra(row, gathering.since(extra == Slice.EMPTY ? start : Slice.offset(extra)));
  }

  private void markEvent() throws MalformedException {
    budget.take(RowBudget.EVENT);
    events.encoded(events.add(), slice(in));
  }

  private void markLink() throws MalformedException {
    budget.take(RowBudget.LINK);
    links.encoded(links.add(), slice(in));
  }

  private void readEventsAndLinks(int row, int position, int limit) throws MalformedException {
    for (int event = spans.eventsFrom(row); event < spans.eventsTo(row); event++) {
      readEvent(event);
    }
    for (int link = spans.linksFrom(row); link < spans.linksTo(row); link++) {
      readLink(link);
    }
    in.window(position, limit);
  }

  private void readEvent(int row) throws MalformedException {
    window(events.encoded(row));
    events.attributesFrom(row, columns.attributes().size());
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.EVENT_TIME -> events.timeNanos(row, in.fixed64());
        case Tags.EVENT_NAME -> events.name(row, slice(in));
        case Tags.EVENT_ATTRIBUTES -> attributes.read();
        case Tags.EVENT_DROPPED_ATTRIBUTES -> events.droppedAttributes(row, in.int32());
        default -> in.skip(tag);
      }
    }
    events.attributesTo(row, columns.attributes().size());
  }

  private void readLink(int row) throws MalformedException {
    window(links.encoded(row));
    links.attributesFrom(row, columns.attributes().size());
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.LINK_TRACE_ID -> setLinkTraceId(row, slice(in));
        case Tags.LINK_SPAN_ID -> setLinkSpanId(row, slice(in));
        case Tags.LINK_TRACE_STATE -> links.traceState(row, slice(in));
        case Tags.LINK_ATTRIBUTES -> attributes.read();
        case Tags.LINK_DROPPED_ATTRIBUTES -> links.droppedAttributes(row, in.int32());
        case Tags.LINK_FLAGS -> links.flags(row, in.fixed32());
        default -> in.skip(tag);
      }
    }
    links.attributesTo(row, columns.attributes().size());
  }

  private void setLinkTraceId(int row, long slice) {
    boolean fits = Slice.length(slice) == TRACE_ID_BYTES;
    links.traceIdHigh(row, fits ? bigEndian(Slice.offset(slice)) : 0);
    links.traceIdLow(row, fits ? bigEndian(Slice.offset(slice) + Long.BYTES) : 0);
  }

  private void setLinkSpanId(int row, long slice) {
    boolean fits = Slice.length(slice) == SPAN_ID_BYTES;
    links.spanId(row, fits ? bigEndian(Slice.offset(slice)) : 0);
  }

  private void window(long slice) {
    in.window(Slice.offset(slice), Slice.offset(slice) + Slice.length(slice));
  }
}
