package dev.clew.store.head;

import dev.clew.model.Durations;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.store.block.Body;
import dev.clew.store.block.Heads;
import dev.clew.store.block.LinkTarget;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.otlp.Events;
import dev.clew.wire.otlp.Links;
import dev.clew.wire.otlp.OtlpWriter;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.Spans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The spans of one tenant that no block holds yet, as columns that grow: a span is a row number.
///
/// Guarded by its own lock. Readers take a [HeadBlock], which is what stood here at one moment;
/// since arrays only get more behind that moment, it is read without the lock.
public final class Head {
  private final String name;
  private final HeadMemory memory;
  private final TraceTable traces;
  private final Map<StoredKey, HeadColumn> intrinsics = new LinkedHashMap<>();

  private final HeadColumn trace = intrinsic(StoredKey.TRACE);
  private final HeadColumn spanId = intrinsic(StoredKey.SPAN_ID);
  private final HeadColumn parentSpanId = intrinsic(StoredKey.PARENT_SPAN_ID);
  private final HeadColumn resource = intrinsic(StoredKey.RESOURCE);
  private final HeadColumn scope = intrinsic(StoredKey.SCOPE);
  private final HeadColumn spanName = intrinsic(StoredKey.NAME);
  private final HeadColumn kind = intrinsic(StoredKey.KIND);
  private final HeadColumn startNanos = intrinsic(StoredKey.START_NANOS);
  private final HeadColumn durationNanos = intrinsic(StoredKey.DURATION_NANOS);
  private final HeadColumn status = intrinsic(StoredKey.STATUS);
  private final HeadColumn statusMessage = intrinsic(StoredKey.STATUS_MESSAGE);
  private final HeadColumn eventName = intrinsic(StoredKey.EVENT_NAME);
  private final HeadColumn endNanos = intrinsic(StoredKey.END_NANOS);
  private final HeadColumn traceState = intrinsic(StoredKey.TRACE_STATE);
  private final HeadColumn flags = intrinsic(StoredKey.FLAGS);
  private final HeadColumn droppedAttributes = intrinsic(StoredKey.DROPPED_ATTRIBUTES);
  private final HeadColumn droppedEvents = intrinsic(StoredKey.DROPPED_EVENTS);
  private final HeadColumn droppedLinks = intrinsic(StoredKey.DROPPED_LINKS);
  private final HeadColumn shape = intrinsic(StoredKey.SHAPE);
  private final HeadColumn rawAttribute = intrinsic(StoredKey.RAW_ATTRIBUTE);
  private final HeadColumn eventSinceStartNanos = intrinsic(StoredKey.EVENT_SINCE_START_NANOS);
  private final HeadColumn eventBody = intrinsic(StoredKey.EVENT_BODY);
  private final HeadColumn linkTraceIdHigh = intrinsic(StoredKey.LINK_TRACE_ID_HIGH);
  private final HeadColumn linkTraceIdLow = intrinsic(StoredKey.LINK_TRACE_ID_LOW);
  private final HeadColumn linkSpanId = intrinsic(StoredKey.LINK_SPAN_ID);
  private final HeadColumn linkBody = intrinsic(StoredKey.LINK_BODY);
  private final HeadColumn extra = intrinsic(StoredKey.EXTRA);

  private final AttributeColumns ofSpans;
  private final AttributeColumns ofEvents;
  private final AttributeColumns ofLinks;
  private final SpanAttributes spanAttributes;

  private int rowCount;
  private long minStartNanos = Long.MAX_VALUE;
  private long maxStartNanos = Long.MIN_VALUE;
  private List<Resource> resources = List.of();
  private List<Scope> scopes = List.of();
  private @Nullable HeadBlock latest;

  /// A head that may have any number of columns.
  public Head(String name) {
    this(name, Integer.MAX_VALUE);
  }

  /// A head that shares its memory with no other.
  public Head(String name, int maxColumns) {
    this(name, maxColumns, SpareMemory.none());
  }

  /// @param name unique among the blocks of the store
  /// @param maxColumns how many columns attributes may have; the values of the others overflow
  /// @param spare where it has memory from, and gives it back
  public Head(String name, int maxColumns, SpareMemory spare) {
    // The columns are made next, with this.
    memory = new HeadMemory(spare);
    super();
    this.name = name;
    traces = new TraceTable(memory);
    var count = new ColumnCount(maxColumns);
    ofSpans = new AttributeColumns(StoredKey.Space.SPAN_ATTRIBUTE, count, memory);
    ofEvents = new AttributeColumns(StoredKey.Space.EVENT_ATTRIBUTE, count, memory);
    ofLinks = new AttributeColumns(StoredKey.Space.LINK_ATTRIBUTE, count, memory);
    spanAttributes = new SpanAttributes(ofSpans, shape, rawAttribute, memory);
  }

  private HeadColumn intrinsic(StoredKey key) {
    var column = new HeadColumn(key, memory);
    intrinsics.put(key, column);
    return column;
  }

  /// Adds every span of the batch as a row, in order; column by column, since a column that is
  /// written to again and again is near, and its look-ups need not wait for each other.
  public synchronized void append(SpanBatch batch) {
    appendTraces(batch);
    appendScopes(batch);
    appendTimes(batch);
    appendNames(batch);
    appendRest(batch);
    spanAttributes.add(rowCount, batch);
    appendEvents(batch);
    appendLinks(batch);
    rowCount += batch.size();
  }

  private void appendTraces(SpanBatch batch) {
    Spans spans = batch.spans();
    for (int span = 0; span < spans.size(); span++) {
      int row = rowCount + span;
      trace.add(row, traces.add(spans.traceIdHigh(span), spans.traceIdLow(span), row));
    }
    for (int span = 0; span < spans.size(); span++) {
      spanId.add(rowCount + span, spans.spanId(span));
    }
    for (int span = 0; span < spans.size(); span++) {
      parentSpanId.add(rowCount + span, spans.parentSpanId(span));
    }
  }

  private void appendScopes(SpanBatch batch) {
    int[] resourceCodes = resourceCodes(batch);
    int[] scopeCodes = scopeCodes(batch);
    for (int span = 0; span < batch.size(); span++) {
      int ofScope = batch.spans().scope(span);
      resource.add(rowCount + span, resourceCodes[batch.scopes().resource(ofScope)]);
      scope.add(rowCount + span, scopeCodes[ofScope]);
    }
  }

  private int[] resourceCodes(SpanBatch batch) {
    int[] codes = new int[batch.resources().size()];
    for (int row = 0; row < codes.length; row++) {
      byte[] head = OtlpWriter.resourceHead(batch, row);
      codes[row] = resource.code(head, 0, head.length);
    }
    return codes;
  }

  private int[] scopeCodes(SpanBatch batch) {
    int[] codes = new int[batch.scopes().size()];
    for (int row = 0; row < codes.length; row++) {
      byte[] head = OtlpWriter.scopeHead(batch, row);
      codes[row] = scope.code(head, 0, head.length);
    }
    return codes;
  }

  private void appendTimes(SpanBatch batch) {
    Spans spans = batch.spans();
    for (int span = 0; span < spans.size(); span++) {
      long start = spans.startNanos(span);
      startNanos.add(rowCount + span, start);
      minStartNanos = Math.min(minStartNanos, start);
      maxStartNanos = Math.max(maxStartNanos, start);
    }
    for (int span = 0; span < spans.size(); span++) {
      long start = spans.startNanos(span);
      long end = spans.endNanos(span);
      long duration = Durations.between(start, end);
      durationNanos.add(rowCount + span, duration);
      if (start + duration != end) {
        endNanos.add(rowCount + span, end);
      }
    }
  }

  private void appendNames(SpanBatch batch) {
    Spans spans = batch.spans();
    for (int span = 0; span < spans.size(); span++) {
      addSlice(spanName, batch, rowCount + span, spans.name(span));
    }
    for (int span = 0; span < spans.size(); span++) {
      kind.add(rowCount + span, spans.kind(span));
    }
    for (int span = 0; span < spans.size(); span++) {
      status.add(rowCount + span, spans.statusCode(span));
    }
  }

  /// What few spans have.
  private void appendRest(SpanBatch batch) {
    Spans spans = batch.spans();
    for (int span = 0; span < spans.size(); span++) {
      int row = rowCount + span;
      addUnlessEmpty(statusMessage, batch, row, spans.statusMessage(span));
      addUnlessEmpty(traceState, batch, row, spans.traceState(span));
      addUnlessEmpty(extra, batch, row, spans.extra(span));
      addUnlessZero(flags, row, spans.flags(span));
      addUnlessZero(droppedAttributes, row, spans.droppedAttributes(span));
      addUnlessZero(droppedEvents, row, spans.droppedEvents(span));
      addUnlessZero(droppedLinks, row, spans.droppedLinks(span));
    }
  }

  private static void addSlice(HeadColumn column, SpanBatch batch, int row, long slice) {
    column.add(row, batch.bytes(), Slice.offset(slice), Slice.length(slice));
  }

  private static void addUnlessEmpty(HeadColumn column, SpanBatch batch, int row, long slice) {
    if (Slice.length(slice) > 0) {
      addSlice(column, batch, row, slice);
    }
  }

  private static void addUnlessZero(HeadColumn column, int row, int value) {
    if (value != 0) {
      column.add(row, value);
    }
  }

  private void appendEvents(SpanBatch batch) {
    for (int span = 0; span < batch.size(); span++) {
      appendEvents(batch, span);
    }
  }

  private void appendEvents(SpanBatch batch, int span) {
    Events events = batch.events();
    int row = rowCount + span;
    long start = batch.spans().startNanos(span);
    for (int at = batch.spans().eventsFrom(span); at < batch.spans().eventsTo(span); at++) {
      long time = events.timeNanos(at);
      int from = Slice.offset(events.encoded(at));
      int length = Slice.length(events.encoded(at));
      eventSinceStartNanos.add(row, time - start);
      int told = Body.ofEvent(batch.bytes(), from, length, time);
      addBody(eventBody, batch, row, events.encoded(at), told);
      addSlice(eventName, batch, row, events.name(at));
      ofEvents.addLastValues(row, batch, events.attributesFrom(at), events.attributesTo(at));
    }
  }

  private void appendLinks(SpanBatch batch) {
    for (int span = 0; span < batch.size(); span++) {
      appendLinks(batch, span);
    }
  }

  private void appendLinks(SpanBatch batch, int span) {
    Links links = batch.links();
    int row = rowCount + span;
    for (int at = batch.spans().linksFrom(span); at < batch.spans().linksTo(span); at++) {
      var target = new LinkTarget(links.traceIdHigh(at), links.traceIdLow(at), links.spanId(at));
      int from = Slice.offset(links.encoded(at));
      int length = Slice.length(links.encoded(at));
      linkTraceIdHigh.add(row, target.traceIdHigh());
      linkTraceIdLow.add(row, target.traceIdLow());
      linkSpanId.add(row, target.spanId());
      int told = Body.ofLink(batch.bytes(), from, length, target);
      addBody(linkBody, batch, row, links.encoded(at), told);
      ofLinks.addLastValues(row, batch, links.attributesFrom(at), links.attributesTo(at));
    }
  }

  /// @param told how many bytes of the message other columns tell; 0 where it is kept whole
  private static void addBody(HeadColumn column, SpanBatch batch, int row, long message, int told) {
    int from = Slice.offset(message) + told;
    int length = Slice.length(message) - told;
    if (told > 0) {
      column.add(row, batch.bytes(), from, length);
    } else {
      byte[] whole = Body.whole(batch.bytes(), from, length);
      column.add(row, whole, 0, whole.length);
    }
  }

  public synchronized int rowCount() {
    return rowCount;
  }

  /// The bytes that this head takes in memory.
  public synchronized long bytes() {
    return memory.bytes();
  }

  /// Gives back the memory that heads can use again. Nobody may look at the head any more, nor at
  /// what it was at any moment.
  public synchronized void giveBack() {
    memory.giveBack();
  }

  /// The head as it is now.
  public synchronized HeadBlock snapshot() {
    HeadBlock block = latest;
    if (block == null || block.rowCount() != rowCount) {
      block = newSnapshot();
      latest = block;
    }
    return block;
  }

  private HeadBlock newSnapshot() {
    Map<StoredKey, HeadColumn.Snapshot> columns = new LinkedHashMap<>();
    intrinsics.values().forEach(each -> add(columns, each));
    ofSpans.all().forEach(each -> add(columns, each));
    ofEvents.all().forEach(each -> add(columns, each));
    ofLinks.all().forEach(each -> add(columns, each));
    return new HeadBlock(
        this,
        name + "-" + rowCount,
        rowCount,
        new HeadBlock.Times(minStartNanos, maxStartNanos),
        columns,
        traces.snapshot());
  }

  private static void add(Map<StoredKey, HeadColumn.Snapshot> columns, HeadColumn column) {
    if (!column.isEmpty()) {
      columns.put(column.key(), column.snapshot());
    }
  }

  synchronized int find(long high, long low) {
    return traces.find(high, low);
  }

  /// The resources of a snapshot; those already decoded are kept.
  synchronized List<Resource> resources(HeadColumn.Snapshot column) {
    var decoded = new ArrayList<>(resources);
    for (int code = decoded.size(); code < column.dictionary().size(); code++) {
      decoded.add(Heads.resource(column.dictionary().bytes(code)));
    }
    resources = List.copyOf(decoded);
    return resources.subList(0, column.dictionary().size());
  }

  synchronized List<Scope> scopes(HeadColumn.Snapshot column) {
    var decoded = new ArrayList<>(scopes);
    for (int code = decoded.size(); code < column.dictionary().size(); code++) {
      decoded.add(Heads.scope(column.dictionary().bytes(code)));
    }
    scopes = List.copyOf(decoded);
    return scopes.subList(0, column.dictionary().size());
  }
}
