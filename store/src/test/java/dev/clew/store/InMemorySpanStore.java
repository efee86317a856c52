package dev.clew.store;

import com.github.luben.zstd.ZstdInputStream;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.wire.Encoding;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The naive reference of the contract: lists of spans in memory, nothing durable, everything in
/// plain sight. Its mutable state is guarded by its own lock.
public final class InMemorySpanStore implements SpanStore {
  private record Kept(Span span, ResourceSpans proto) {}

  private final int blockRows;
  private final int pageRows;
  private final Map<TenantId, List<Kept>> kept = new HashMap<>();

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
    spans.forEach(span -> keep(tenant, span, ProtoSpans.proto(span)));
  }

  @Override
  public synchronized AppendResult append(TenantId tenant, SpanRequest request) {
    int spans = 0;
    for (ResourceSpans resource : parse(request).getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (var span : scope.getSpansList()) {
          keep(tenant, ProtoSpans.span(resource, scope, span), alone(resource, scope, span));
          spans++;
        }
      }
    }
    return new AppendResult.Stored(spans);
  }

  private void keep(TenantId tenant, Span span, ResourceSpans proto) {
    kept.computeIfAbsent(tenant, _ -> new ArrayList<>()).add(new Kept(span, proto));
  }

  private static ResourceSpans alone(
      ResourceSpans resource, ScopeSpans scope, io.opentelemetry.proto.trace.v1.Span span) {
    ScopeSpans oneScope = scope.toBuilder().clearSpans().addSpans(span).build();
    return resource.toBuilder().clearScopeSpans().addScopeSpans(oneScope).build();
  }

  private static TracesData parse(SpanRequest request) {
    try (InputStream body = inflated(request)) {
      return TracesData.parseFrom(body);
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
    };
  }

  @Override
  public SpanBatch fetch(TenantId tenant, TraceId trace) {
    throw new UnsupportedOperationException(fetchProto(tenant, trace).toString());
  }

  /// What [#fetch] gives back, a span a `ResourceSpans`.
  synchronized TracesData fetchProto(TenantId tenant, TraceId trace) {
    record Identity(long spanId, int kind) {}

    Map<Identity, ResourceSpans> last = new LinkedHashMap<>();
    for (Kept each : kept.getOrDefault(tenant, List.of())) {
      if (each.span().traceId().equals(trace)) {
        int kind = each.proto().getScopeSpans(0).getSpans(0).getKindValue();
        last.put(new Identity(each.span().spanId().bits(), kind), each.proto());
      }
    }
    return TracesData.newBuilder().addAllResourceSpans(last.values()).build();
  }

  @Override
  public synchronized StoreView view(TenantId tenant, TimeRange range) {
    List<Span> spans = kept.getOrDefault(tenant, List.of()).stream().map(Kept::span).toList();
    List<Block> blocks = new ArrayList<>();
    for (int from = 0; from < spans.size(); from += blockRows) {
      List<Span> rows = spans.subList(from, Math.min(from + blockRows, spans.size()));
      Block block =
          new InMemoryBlock(
              "block-" + from + "-" + rows.size(), rows.size() == blockRows, rows, pageRows);
      if (range.overlaps(block.minStartNanos(), block.maxStartNanos())) {
        blocks.add(block);
      }
    }
    blocks.sort(Comparator.comparingLong(Block::maxStartNanos).reversed());
    return new View(List.copyOf(blocks), List.of());
  }

  private record View(List<Block> blocks, List<String> missing) implements StoreView {
    @Override
    public void close() {}
  }

  @Override
  public synchronized StoreStatus status() {
    long spans = kept.values().stream().mapToLong(List::size).sum();
    return new StoreStatus(spans, 0, 0, 0, spans, Optional.empty());
  }

  @Override
  public void close() {}
}
