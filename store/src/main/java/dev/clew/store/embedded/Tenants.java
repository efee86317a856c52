package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.StoreView;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.wire.otlp.SpanRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The spans of all tenants. Any thread may ask.
public final class Tenants implements AutoCloseable {
  private final HeadBudget budget;
  private final HeadLimits limits;
  private final ConcurrentMap<TenantId, TenantSpans> all = new ConcurrentHashMap<>();

  /// How large a head may get.
  ///
  /// @param sealSpans how many spans make a block
  /// @param maxColumns how many columns attributes may have
  public record HeadLimits(int sealSpans, int maxColumns) {}

  public Tenants(HeadBudget budget, HeadLimits limits) {
    this.budget = budget;
    this.limits = limits;
  }

  /// The tenant, who is known from now on.
  TenantSpans of(TenantId tenant) {
    return all.computeIfAbsent(tenant, _ -> new TenantSpans(tenant, budget, limits));
  }

  Optional<TenantSpans> find(TenantId tenant) {
    return Optional.ofNullable(all.get(tenant));
  }

  Collection<TenantSpans> all() {
    return all.values();
  }

  HeadBudget budget() {
    return budget;
  }

  /// What became of an append so far.
  ///
  /// @param durable completes when the request is on the disk, or fails when it is not
  public record Appended(CompletableFuture<Void> durable, boolean isHeadFull) {}

  /// Puts a request into the log and its spans into the head; does not wait for the disk.
  public Appended append(
      WriteAheadLog log, TenantId tenant, SpanRequest request, long monotonicNanos) {
    TenantSpans spans = of(tenant);
    WriteAheadLog.Ticket ticket = spans.append(log, request, monotonicNanos);
    return new Appended(ticket.durable(), spans.hasFull() || budget.isTight());
  }

  /// True when no head can be relied on any more.
  public boolean isBroken() {
    for (TenantSpans each : all.values()) {
      if (each.isBroken()) {
        return true;
      }
    }
    return false;
  }

  /// What is here of a tenant.
  ///
  /// @param missing what any tenant may miss
  public StoreView view(TenantId tenant, TimeRange range, List<String> missing) {
    Holding holding = hold(tenant);
    return new HeldView(holding, range, missingOf(tenant, missing, holding));
  }

  /// What the spans or calls of a tenant count.
  ///
  /// @param missing what any tenant may miss
  public Tallies tallies(TenantId tenant, List<String> missing) {
    Holding holding = hold(tenant);
    return new Tallies(holding, missingOf(tenant, missing, holding));
  }

  private List<String> missingOf(TenantId tenant, List<String> ofAll, Holding holding) {
    var all = new ArrayList<String>(ofAll);
    find(tenant).ifPresent(spans -> all.addAll(spans.missing()));
    holding.unreadable().forEach(each -> all.add("a block cannot be read: " + each.getMessage()));
    return List.copyOf(all);
  }

  /// All that is here of a tenant now.
  Holding hold(TenantId tenant) {
    return find(tenant).map(TenantSpans::hold).orElseGet(() -> Holding.NOTHING);
  }

  /// Tells the log what blocks have already.
  public void releaseCovered(WriteAheadLog log) throws IOException {
    for (TenantSpans each : all()) {
      log.release(each.tenant().name(), each.coveredSequence());
    }
  }

  /// The sums over all tenants.
  public record Totals(
      long sealedSpans, int blocks, long blockBytes, long headSpans, List<String> missing) {}

  public Totals totals() {
    long sealedSpans = 0;
    int blocks = 0;
    long blockBytes = 0;
    long headSpans = 0;
    var missing = new ArrayList<String>();
    for (TenantSpans each : all()) {
      TenantSpans.Counts counts = each.counts();
      sealedSpans += counts.sealedSpans();
      headSpans += counts.headSpans();
      for (SharedBlock block : each.blocks()) {
        blockBytes += block.block().bytes();
        blocks++;
      }
      missing.addAll(each.missing());
    }
    return new Totals(sealedSpans, blocks, blockBytes, headSpans, missing);
  }

  /// Lets go of the files; views that are open keep theirs.
  @Override
  public void close() {
    all.values().forEach(TenantSpans::close);
  }
}
