package dev.clew.store;

import com.github.luben.zstd.ZstdInputStream;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.testkit.OtlpProto;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.proto.MalformedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// The naive reference of the contract: lists of spans in memory, nothing durable, everything in
/// plain sight. Its mutable state is guarded by its own lock.
public class InMemorySpanStore implements SpanStore {
  private record Kept(Span span, ResourceSpans proto) {}

  private final int blockRows;
  private final int pageRows;
  private final Map<TenantId, List<Kept>> kept = new HashMap<>();
  private final List<Map.Entry<TenantId, Deletion>> deletions = new ArrayList<>();
  private final Map<TenantId, Set<TraceId>> pins = new HashMap<>();

  public InMemorySpanStore() {
    this(100, 7);
  }

  /// A store whose blocks and pages have this many rows, so that tests can cut traces apart.
  public InMemorySpanStore(int blockRows, int pageRows) {
    this.blockRows = blockRows;
    this.pageRows = pageRows;
  }

  /// A block of these spans, row by row, for tests that need no store around it.
  public static Block block(String name, List<Span> spans, int pageRows) {
    return new InMemoryBlock(name, true, spans, pageRows);
  }

  /// Keeps spans that never were a request.
  public synchronized void add(TenantId tenant, List<Span> spans) {
    spans.forEach(span -> keep(tenant, span, OtlpProto.request(List.of(span)).getResourceSpans(0)));
  }

  @Override
  public synchronized AppendResult append(TenantId tenant, SpanRequest request) {
    ExportTraceServiceRequest parsed = parse(request);
    List<ResourceSpans> alone = alone(parsed);
    List<Span> spans = OtlpProto.spans(parsed);
    for (int at = 0; at < spans.size(); at++) {
      keep(tenant, spans.get(at), alone.get(at));
    }
    return new AppendResult.Stored(spans.size());
  }

  private void keep(TenantId tenant, Span span, ResourceSpans proto) {
    kept.computeIfAbsent(tenant, _ -> new ArrayList<>()).add(new Kept(span, proto));
  }

  /// Every span alone in its resource and scope.
  static List<ResourceSpans> alone(ExportTraceServiceRequest request) {
    var alone = new ArrayList<ResourceSpans>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (var span : scope.getSpansList()) {
          ScopeSpans oneScope = scope.toBuilder().clearSpans().addSpans(span).build();
          alone.add(resource.toBuilder().clearScopeSpans().addScopeSpans(oneScope).build());
        }
      }
    }
    return alone;
  }

  private static ExportTraceServiceRequest parse(SpanRequest request) {
    try (InputStream body = inflated(request)) {
      return ExportTraceServiceRequest.parseFrom(body);
    } catch (IOException e) {
      throw new UncheckedIOException("the body of a request must be OTLP", e);
    }
  }

  private static InputStream inflated(SpanRequest request) throws IOException {
    var body = new ByteArrayInputStream(request.body());
    return switch (request.encoding()) {
      case Encoding.IDENTITY -> body;
      case Encoding.GZIP -> new GZIPInputStream(body);
      case Encoding.ZSTD -> new ZstdInputStream(body);
      case Encoding.DEFLATE -> new InflaterInputStream(body);
      case Encoding.SNAPPY, Encoding.LZ4 ->
          new ByteArrayInputStream(whole(request.body(), request.encoding()));
    };
  }

  /// The platform has nothing that inflates these.
  private static byte[] whole(byte[] body, Encoding encoding) throws IOException {
    try {
      return Inflation.inflate(body, encoding, Integer.MAX_VALUE);
    } catch (MalformedException | TooLargeException e) {
      throw new IOException(e);
    }
  }

  @Override
  public SpanBatch fetch(TenantId tenant, TraceId trace) {
    byte[] bytes = fetchProto(tenant, trace).toByteArray();
    try {
      return OtlpReader.read(bytes, bytes.length);
    } catch (MalformedException e) {
      throw new IllegalStateException("what protobuf wrote must be readable", e);
    }
  }

  /// What [#fetch] gives back, a span a `ResourceSpans`.
  synchronized ExportTraceServiceRequest fetchProto(TenantId tenant, TraceId trace) {
    record Identity(long spanId, int kind) {}

    Map<Identity, ResourceSpans> last = new LinkedHashMap<>();
    for (Kept each : kept.getOrDefault(tenant, List.of())) {
      if (each.span().traceId().equals(trace)) {
        int kind = each.proto().getScopeSpans(0).getSpans(0).getKindValue();
        last.put(new Identity(each.span().spanId().bits(), kind), each.proto());
      }
    }
    return ExportTraceServiceRequest.newBuilder().addAllResourceSpans(last.values()).build();
  }

  /// Every span of a tenant once, as it came last.
  synchronized Block lastBlock(TenantId tenant) {
    record Identity(TraceId trace, long spanId, int kind) {}

    Map<Identity, Span> last = new LinkedHashMap<>();
    for (Kept each : kept.getOrDefault(tenant, List.of())) {
      int kind = each.proto().getScopeSpans(0).getSpans(0).getKindValue();
      Span span = each.span();
      last.put(new Identity(span.traceId(), span.spanId().bits(), kind), span);
    }
    return block("last", List.copyOf(last.values()), pageRows);
  }

  @Override
  public synchronized StoreView view(TenantId tenant, TimeRange range) {
    List<Span> spans = kept.getOrDefault(tenant, List.of()).stream().map(Kept::span).toList();
    List<Block> all = new ArrayList<>();
    for (int from = 0; from < spans.size(); from += blockRows) {
      List<Span> rows = spans.subList(from, Math.min(from + blockRows, spans.size()));
      all.add(
          new InMemoryBlock(
              "block-" + from + "-" + rows.size(), rows.size() == blockRows, rows, pageRows));
    }
    List<Block> byArrival =
        all.stream()
            .filter(each -> range.overlaps(each.minStartNanos(), each.maxStartNanos()))
            .toList();
    List<Block> blocks =
        byArrival.stream()
            .sorted(Comparator.comparingLong(Block::maxStartNanos).reversed())
            .toList();
    return new View(blocks, byArrival, all);
  }

  @Override
  public Counts<SpanSeries> countSpans(TenantId tenant, TimeRange range, Duration step) {
    return NaiveCounts.spans(once(tenant), range, step);
  }

  @Override
  public Counts<CallSeries> countCalls(TenantId tenant, TimeRange range, Duration step) {
    return NaiveCounts.calls(once(tenant), range, step);
  }

  private synchronized List<Span> once(TenantId tenant) {
    record Identity(TraceId trace, SpanId spanId, int kind) {}

    Map<Identity, Span> last = new LinkedHashMap<>();
    for (Kept each : kept.getOrDefault(tenant, List.of())) {
      int kind = each.proto().getScopeSpans(0).getSpans(0).getKindValue();
      last.put(new Identity(each.span().traceId(), each.span().spanId(), kind), each.span());
    }
    return List.copyOf(last.values());
  }

  /// @param all the blocks of the tenant, be they in the range or not
  private record View(List<Block> blocks, List<Block> byArrival, List<Block> all)
      implements StoreView {
    @Override
    public List<String> missing() {
      return List.of();
    }

    @Override
    public BitSet splitTraces(Block block) throws IOException {
      var split = new BitSet();
      for (int number = 0; number < block.traces().size(); number++) {
        TraceId trace = block.traces().traceId(number);
        for (Block other : all) {
          boolean isElsewhere =
              !other.name().equals(block.name()) && other.traces().find(trace) >= 0;
          split.set(number, split.get(number) || isElsewhere);
        }
      }
      return split;
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized Deletion delete(TenantId tenant, Set<TraceId> traces) {
    Deletion.Size size = deletionSize(tenant, traces);
    kept.getOrDefault(tenant, new ArrayList<>())
        .removeIf(each -> traces.contains(each.span().traceId()));
    pins.getOrDefault(tenant, new HashSet<>()).removeAll(traces);
    var done = new Deletion("deletion-" + deletions.size(), Deletion.State.DONE, size, List.of());
    deletions.add(Map.entry(tenant, done));
    return done;
  }

  @Override
  public synchronized Deletion.Size deletionSize(TenantId tenant, Set<TraceId> traces) {
    List<TraceId> found =
        kept.getOrDefault(tenant, List.of()).stream()
            .map(each -> each.span().traceId())
            .filter(traces::contains)
            .toList();
    return new Deletion.Size((int) found.stream().distinct().count(), found.size(), 0, 0);
  }

  @Override
  public synchronized PinResult pin(TenantId tenant, TraceId trace) {
    if (fetch(tenant, trace).size() == 0) {
      return PinResult.NOT_STORED;
    }
    pins.computeIfAbsent(tenant, _ -> new HashSet<>()).add(trace);
    return PinResult.PINNED;
  }

  @Override
  public synchronized boolean unpin(TenantId tenant, TraceId trace) {
    return pins.getOrDefault(tenant, new HashSet<>()).remove(trace);
  }

  @Override
  public synchronized Set<TraceId> pinned(TenantId tenant) {
    return Set.copyOf(pins.getOrDefault(tenant, Set.of()));
  }

  @Override
  public synchronized List<Deletion> deletions(TenantId tenant) {
    return deletions.stream()
        .filter(each -> each.getKey().equals(tenant))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public synchronized StoreStatus status() {
    long spans = kept.values().stream().mapToLong(List::size).sum();
    return new StoreStatus(
        spans, 0, 0, 0, 0, spans, 0, DiskUse.UNKNOWN, Optional.empty(), List.of(), List.of());
  }

  @Override
  public void close() {}
}
