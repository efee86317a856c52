package dev.clew.serve.api;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.AppendResult;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.Deletion;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.PinResult;
import dev.clew.store.Requests;
import dev.clew.store.SpanSeries;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreStatus;
import dev.clew.store.StoreView;
import dev.clew.store.TraceParts;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A store that does something of the test's own before it is read, and hands a trace over span by
/// span.
public final class HookedStore implements SpanStore {
  /// What happens before a read; may block, and may fail as a disk does.
  public interface Hook {
    void run() throws IOException;
  }

  private final InMemorySpanStore inner = new InMemorySpanStore();
  private final Hook hook;

  public HookedStore(Span span, Hook hook) {
    this(List.of(span), hook);
  }

  public HookedStore(List<Span> spans, Hook hook) {
    this.hook = hook;
    inner.add(TenantId.DEFAULT, spans);
  }

  @Override
  public void fetch(TenantId tenant, TraceId trace, TraceParts parts) throws IOException {
    for (Span span : ModelSpans.spans(fetch(tenant, trace))) {
      parts.take(Requests.of(span).spans());
    }
  }

  @Override
  public SpanBatch fetch(TenantId tenant, TraceId trace) throws IOException {
    hook.run();
    return inner.fetch(tenant, trace);
  }

  @Override
  public StoreView view(TenantId tenant, TimeRange range) {
    try {
      hook.run();
    } catch (IOException e) {
      throw new IllegalStateException("opening a view reads nothing", e);
    }
    return inner.view(tenant, range);
  }

  @Override
  public Counts<SpanSeries> countSpans(TenantId tenant, TimeRange range, Duration step)
      throws IOException {
    hook.run();
    return inner.countSpans(tenant, range, step);
  }

  @Override
  public Counts<CallSeries> countCalls(TenantId tenant, TimeRange range, Duration step)
      throws IOException {
    hook.run();
    return inner.countCalls(tenant, range, step);
  }

  @Override
  public AppendResult append(TenantId tenant, SpanRequest request) {
    return inner.append(tenant, request);
  }

  @Override
  public Deletion delete(TenantId tenant, Set<TraceId> traces) {
    return inner.delete(tenant, traces);
  }

  @Override
  public Deletion.Size deletionSize(TenantId tenant, Set<TraceId> traces) {
    return inner.deletionSize(tenant, traces);
  }

  @Override
  public List<Deletion> deletions(TenantId tenant) {
    return inner.deletions(tenant);
  }

  @Override
  public PinResult pin(TenantId tenant, TraceId trace) {
    return inner.pin(tenant, trace);
  }

  @Override
  public boolean unpin(TenantId tenant, TraceId trace) {
    return inner.unpin(tenant, trace);
  }

  @Override
  public Set<TraceId> pinned(TenantId tenant) {
    return inner.pinned(tenant);
  }

  @Override
  public StoreStatus status() {
    return inner.status();
  }

  @Override
  public void close() {
    inner.close();
  }
}
