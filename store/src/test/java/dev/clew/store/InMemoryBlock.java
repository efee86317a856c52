package dev.clew.store;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanLink;
import dev.clew.store.ColumnKey.EventAttribute;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnKey.LinkAttribute;
import dev.clew.store.ColumnKey.SpanAttribute;
import dev.clew.testkit.OtlpProto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A block over a list of spans, as plain as can be: what every other block is held against.
final class InMemoryBlock implements Block {
  private final String name;
  private final boolean sealed;
  private final List<Span> spans;
  private final int pageRows;
  private final List<Resource> resources;
  private final List<Scope> scopes;
  private final InMemoryTraceDirectory traces;
  private final Map<ColumnKey, InMemoryColumn> columns = new LinkedHashMap<>();

  /// A block of these spans, row by row, in pages of `pageRows`.
  InMemoryBlock(String name, boolean sealed, List<Span> spans, int pageRows) {
    this.name = name;
    this.sealed = sealed;
    this.spans = List.copyOf(spans);
    this.pageRows = pageRows;
    resources = spans.stream().map(Span::resource).distinct().toList();
    scopes = spans.stream().map(Span::scope).distinct().toList();
    traces = new InMemoryTraceDirectory(spans);
    for (int row = 0; row < spans.size(); row++) {
      addIntrinsics(row, spans.get(row));
      addAttributes(row, spans.get(row));
    }
  }

  private void addIntrinsics(int row, Span span) {
    SpanId parent = span.parentSpanId();
    numbers(Intrinsic.TRACE, row, traces.find(span.traceId()));
    numbers(Intrinsic.SPAN_ID, row, span.spanId().bits());
    numbers(Intrinsic.PARENT_SPAN_ID, row, parent == null ? 0 : parent.bits());
    numbers(Intrinsic.RESOURCE, row, resources.indexOf(span.resource()));
    numbers(Intrinsic.SCOPE, row, scopes.indexOf(span.scope()));
    texts(Intrinsic.NAME, row, span.name());
    numbers(Intrinsic.KIND, row, span.kind().ordinal());
    numbers(Intrinsic.START_NANOS, row, span.startNanos());
    numbers(Intrinsic.DURATION_NANOS, row, span.durationNanos());
    numbers(Intrinsic.STATUS, row, span.status().ordinal());
    if (!span.statusMessage().isEmpty()) {
      texts(Intrinsic.STATUS_MESSAGE, row, span.statusMessage());
    }
    if (!span.traceState().isEmpty()) {
      texts(Intrinsic.TRACE_STATE, row, span.traceState());
    }
    for (SpanEvent event : span.events()) {
      texts(Intrinsic.EVENT_NAME, row, event.name());
      numbers(Intrinsic.EVENT_SINCE_START_NANOS, row, event.timeNanos() - span.startNanos());
    }
    for (SpanLink link : span.links()) {
      numbers(Intrinsic.LINK_TRACE_ID_HIGH, row, link.traceIdHigh());
      numbers(Intrinsic.LINK_TRACE_ID_LOW, row, link.traceIdLow());
      numbers(Intrinsic.LINK_SPAN_ID, row, link.spanId());
    }
  }

  private void addAttributes(int row, Span span) {
    for (Attribute each : lastOfEachKey(span.attributes())) {
      add(new SpanAttribute(each.key(), each.value().type()), row, each.value());
    }
    for (SpanEvent event : span.events()) {
      for (Attribute each : lastOfEachKey(event.attributes())) {
        add(new EventAttribute(each.key(), each.value().type()), row, each.value());
      }
    }
    for (SpanLink link : span.links()) {
      for (Attribute each : lastOfEachKey(link.attributes())) {
        add(new LinkAttribute(each.key(), each.value().type()), row, each.value());
      }
    }
  }

  private static Iterable<Attribute> lastOfEachKey(List<Attribute> attributes) {
    Map<String, Attribute> last = new LinkedHashMap<>();
    attributes.forEach(each -> last.put(each.key(), each));
    return last.values();
  }

  private void add(ColumnKey key, int row, AttributeValue value) {
    switch (value) {
      case AttributeValue.Empty _ -> numbers(key, row, 0);
      case AttributeValue.Text(var text) -> texts(key, row, text);
      case AttributeValue.Bool(var bool) -> numbers(key, row, bool ? 1 : 0);
      case AttributeValue.Int(var number) -> numbers(key, row, number);
      case AttributeValue.Real(var number) -> numbers(key, row, Double.doubleToRawLongBits(number));
      case AttributeValue.Bytes(var bytes) -> codes(key, row, bytes);
      case AttributeValue.Array array ->
          codes(key, row, OtlpProto.value(array).getArrayValue().toByteArray());
      case AttributeValue.Map map ->
          codes(key, row, OtlpProto.value(map).getKvlistValue().toByteArray());
    }
  }

  private void numbers(ColumnKey key, int row, long value) {
    columns
        .computeIfAbsent(key, _ -> new InMemoryColumn(key, this, Optional.empty()))
        .add(row, value);
  }

  private void texts(ColumnKey key, int row, String text) {
    codes(key, row, text.getBytes(StandardCharsets.UTF_8));
  }

  private void codes(ColumnKey key, int row, byte[] bytes) {
    columns
        .computeIfAbsent(
            key, _ -> new InMemoryColumn(key, this, Optional.of(new InMemoryDictionary())))
        .addCode(row, bytes);
  }

  /// The spans, row by row.
  List<Span> spans() {
    return spans;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isSealed() {
    return sealed;
  }

  @Override
  public int rowCount() {
    return spans.size();
  }

  @Override
  public long minStartNanos() {
    return spans.stream().mapToLong(Span::startNanos).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public long maxStartNanos() {
    return spans.stream().mapToLong(Span::startNanos).max().orElse(Long.MIN_VALUE);
  }

  @Override
  public int pageCount() {
    return Math.ceilDiv(spans.size(), pageRows);
  }

  @Override
  public int firstRow(int page) {
    return Math.min(page * pageRows, spans.size());
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }

  @Override
  public List<Scope> scopes() {
    return scopes;
  }

  @Override
  public Set<ColumnKey> columns() {
    return Set.copyOf(columns.keySet());
  }

  @Override
  public Optional<Column> column(ColumnKey key) {
    return Optional.ofNullable(columns.get(key));
  }

  @Override
  public TraceDirectory traces() {
    return traces;
  }

  /// Rows and values as two lists.
  private static final class InMemoryColumn implements Column {
    private final ColumnKey key;
    private final Block block;
    private final Optional<InMemoryDictionary> dictionary;
    private final List<Integer> rows = new ArrayList<>();
    private final List<Long> values = new ArrayList<>();

    InMemoryColumn(ColumnKey key, Block block, Optional<InMemoryDictionary> dictionary) {
      this.key = key;
      this.block = block;
      this.dictionary = dictionary;
    }

    void add(int row, long value) {
      rows.add(row);
      values.add(value);
    }

    void addCode(int row, byte[] bytes) {
      add(row, dictionary.orElseThrow().code(bytes));
    }

    @Override
    public ColumnKey key() {
      return key;
    }

    @Override
    public Optional<Dictionary> dictionary() {
      return dictionary.map(each -> each);
    }

    @Override
    public void read(int page, ColumnPage into) {
      into.clear(0);
      for (int at = 0; at < rows.size(); at++) {
        if (rows.get(at) >= block.firstRow(page) && rows.get(at) < block.firstRow(page + 1)) {
          into.add(rows.get(at), values.get(at));
        }
      }
    }
  }
}
