package dev.clew.store;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.block.ReadCache;
import dev.clew.store.close.CloseLimits;
import dev.clew.store.disk.Disk;
import dev.clew.store.embedded.Admission;
import dev.clew.store.embedded.Background;
import dev.clew.store.embedded.Compactor;
import dev.clew.store.embedded.DataFolder;
import dev.clew.store.embedded.DiskWatch;
import dev.clew.store.embedded.Eraser;
import dev.clew.store.embedded.ExpiryNotes;
import dev.clew.store.embedded.HeadBudget;
import dev.clew.store.embedded.Owner;
import dev.clew.store.embedded.PinFiles;
import dev.clew.store.embedded.Reopening;
import dev.clew.store.embedded.Retention;
import dev.clew.store.embedded.RetentionClock;
import dev.clew.store.embedded.Scrubber;
import dev.clew.store.embedded.Sealer;
import dev.clew.store.embedded.Tallies;
import dev.clew.store.embedded.Tenants;
import dev.clew.store.embedded.TraceClosing;
import dev.clew.store.embedded.Traces;
import dev.clew.store.embedded.Upkeep;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// The store in a folder of this machine: a log that makes requests durable, heads in memory that
/// make them searchable, and the blocks that heads become.
///
/// Any thread may call it; what it shares has locks of its own.
public final class EmbeddedStore implements SpanStore {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration REWRITE_PACE = Duration.ofSeconds(10);

  /// What clients are told: soon enough to lose nothing, and the store heals by itself.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final StoreClock clock;
  private final StoreListener listener;
  private final DataFolder folder;
  private final DiskWatch watch;
  private final HeadBudget budget;
  private final Tenants tenants;
  private final PinFiles pins;
  private final Traces traces;
  private final TraceClosing closing;
  private final WriteAheadLog log;
  private final Sealer sealer;
  private final Retention retention;
  private final Upkeep upkeep;
  private final Compactor compactor;
  private final Eraser eraser;
  private final Background rewriting;
  private final Admission admission;

  /// Opens the store of a folder on this machine's disk.
  ///
  /// @throws DataFolderException when the folder cannot be used: a matter for whoever chose it
  public static EmbeddedStore open(
      StoreSettings settings, InstantSource clock, StoreListener listener) throws IOException {
    return open(settings, Disk.local(), StoreClock.of(clock), listener);
  }

  /// Opens a store on any disk.
  public static EmbeddedStore open(
      StoreSettings settings, Disk disk, StoreClock clock, StoreListener listener)
      throws IOException {
    return open(settings, disk, clock, listener, Traces.PinLimits.usual(settings.maxColumns()));
  }

  static EmbeddedStore open(
      StoreSettings settings,
      Disk disk,
      StoreClock clock,
      StoreListener listener,
      Traces.PinLimits limits)
      throws IOException {
    DataFolder folder = DataFolder.open(disk, settings.folder(), Owner.thisProcess());
    try {
      var store = new EmbeddedStore(settings, disk, clock, listener, folder, limits);
      store.upkeep.start();
      store.rewriting.start();
      return store;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private EmbeddedStore(
      StoreSettings settings,
      Disk disk,
      StoreClock clock,
      StoreListener listener,
      DataFolder folder,
      Traces.PinLimits limits)
      throws IOException {
    this.clock = clock;
    this.listener = listener;
    this.folder = folder;
    watch = new DiskWatch(disk, folder.root(), folder.reserve(), settings.disk());
    watch.look(true);
    budget = new HeadBudget(settings.heads().maxBytes());
    tenants =
        new Tenants(
            budget, new Tenants.HeadLimits(settings.heads().sealSpans(), settings.maxColumns()));
    closing = new TraceClosing(tenants, listener.traces(), CloseLimits.USUAL);
    var cache = new ReadCache(settings.readCacheBytes());
    var age = new RetentionClock(clock);
    sealer =
        new Sealer(new Sealer.Parts(folder, disk, tenants, cache, age), settings, clock, listener);
    pins = PinFiles.open(disk, folder);
    traces = new Traces(tenants, pins, limits, age);
    var notes = new ExpiryNotes(disk);
    var lasting = new Reopening.Parts(folder, disk, watch, tenants, cache, pins, notes);
    log = new Reopening(lasting, settings, clock, listener).run(sealer, closing);
    sealer.releaseFrom(log);
    var kept = new Retention.Parts(tenants, watch, log, notes, age);
    retention = new Retention(kept, settings, clock, listener);
    var scrubber = new Scrubber(tenants, disk, clock, listener, settings.disk().scrubInterval());
    var work = new Upkeep.Parts(log, sealer, retention, closing, scrubber, watch);
    upkeep = new Upkeep(work, clock, listener, min(PACE, settings.heads().sealAge()));
    admission = new Admission(new Admission.Parts(budget, tenants, watch, log, sealer, upkeep));
    compactor =
        new Compactor(
            new Compactor.Parts(folder, disk, tenants, cache, age), settings, clock, listener);
    eraser =
        new Eraser(new Eraser.Parts(folder, disk, log, tenants, sealer, compactor, traces), clock);
    rewriting = new Background("clew-rewriting", REWRITE_PACE, this::rewriteDue);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public AppendResult append(TenantId tenant, SpanRequest request) {
    int spans = request.spans().size();
    Optional<String> refusal = admission.refusal();
    if (refusal.isPresent()) {
      return refuse(refusal.get(), spans);
    }
    if (spans == 0) {
      return new AppendResult.Stored(0);
    }
    long now = clock.monotonicNanos();
    Tenants.Appended appended = tenants.append(log, tenant, request, now);
    closing.arrived(tenant, request.spans(), now);
    if (appended.isHeadFull()) {
      upkeep.wake();
    }
    try {
      appended.durable().join();
      return new AppendResult.Stored(spans);
    } catch (CompletionException e) {
      return refuse("the log cannot be written: " + e.getCause(), spans);
    }
  }

  private AppendResult refuse(String reason, int spans) {
    listener.refused(spans);
    return new AppendResult.Refused(reason, RETRY_AFTER);
  }

  @Override
  public SpanBatch fetch(TenantId tenant, TraceId trace) throws IOException {
    checkOpen();
    return traces.fetch(tenant, trace);
  }

  @Override
  public void fetchPieces(TenantId tenant, TraceId trace, TraceParts parts) throws IOException {
    checkOpen();
    traces.fetch(tenant, trace, true, parts);
  }

  @Override
  public void fetch(TenantId tenant, TraceId trace, TraceParts parts) throws IOException {
    checkOpen();
    traces.fetch(tenant, trace, false, parts);
  }

  @Override
  public StoreView view(TenantId tenant, TimeRange range) {
    checkOpen();
    return tenants.view(tenant, range, log.damage());
  }

  @Override
  public Deletion delete(TenantId tenant, Set<TraceId> traces) throws IOException {
    checkOpen();
    return eraser.delete(tenant, traces);
  }

  @Override
  public Deletion.Size deletionSize(TenantId tenant, Set<TraceId> traces) throws IOException {
    checkOpen();
    return eraser.size(tenant, traces);
  }

  @Override
  public List<Deletion> deletions(TenantId tenant) throws IOException {
    checkOpen();
    return eraser.deletions(tenant);
  }

  /// What is deleted goes first. Compacting needs room for a block before it gives back what that
  /// block replaces.
  private boolean rewriteDue() {
    return eraser.eraseDue()
        || (watch.use().level().compareTo(DiskLevel.TIGHT) < 0 && compactor.compactDue());
  }

  @Override
  public PinResult pin(TenantId tenant, TraceId trace) throws IOException {
    checkOpen();
    Optional<String> problem = watch.problem();
    if (problem.isPresent()) {
      throw new IOException("a trace cannot be pinned: " + problem.get());
    }
    return traces.pin(tenant, trace);
  }

  @Override
  public boolean unpin(TenantId tenant, TraceId trace) throws IOException {
    checkOpen();
    return traces.unpin(tenant, trace);
  }

  @Override
  public Set<TraceId> pinned(TenantId tenant) {
    return traces.pinned(tenant);
  }

  @Override
  public Counts<SpanSeries> countSpans(TenantId tenant, TimeRange range, Duration step)
      throws IOException {
    checkOpen();
    try (Tallies tallies = tenants.tallies(tenant, log.damage())) {
      return tallies.spans(range, step);
    }
  }

  @Override
  public Counts<CallSeries> countCalls(TenantId tenant, TimeRange range, Duration step)
      throws IOException {
    checkOpen();
    try (Tallies tallies = tenants.tallies(tenant, log.damage())) {
      return tallies.calls(range, step);
    }
  }

  private void checkOpen() {
    if (admission.isClosed()) {
      throw new IllegalStateException("the store is closed");
    }
  }

  @Override
  public StoreStatus status() {
    Tenants.Totals totals = tenants.totals();
    var missing = new ArrayList<String>(log.damage());
    missing.addAll(totals.missing());
    missing.addAll(pins.damage());
    return new StoreStatus(
        totals.sealedSpans() + totals.headSpans(),
        totals.blocks(),
        compactor.countDue(),
        totals.blockBytes(),
        log.bytes(),
        totals.headSpans(),
        budget.bytes(),
        watch.use(),
        admission.problem(),
        watch.warnings(),
        missing);
  }

  /// Seals all heads now.
  public void seal() throws IOException {
    sealer.sealAll();
  }

  /// Makes larger blocks of small ones now, instead of when they have been left alone for a while.
  ///
  /// @return how many blocks there were where there are fewer now
  public int compact() throws IOException {
    checkOpen();
    return compactor.compactAll();
  }

  /// Writes files again without what was deleted, as far as that is possible now.
  void erase() throws IOException {
    eraser.eraseAll();
  }

  /// Makes one larger block of small ones if that is due.
  void compactDue() {
    compactor.compactDue();
  }

  /// Closes the traces that are due now.
  void closeTraces() {
    closing.closeDue(clock.monotonicNanos());
  }

  /// Expires what is to go now.
  void expire() {
    retention.expire();
  }

  /// Does what the store does by itself every second.
  void tend() {
    upkeep.round();
  }

  @Override
  public void close() throws IOException {
    if (admission.close()) {
      compactor.stop();
      rewriting.close();
      upkeep.close();
      log.close();
      tenants.close();
      folder.close();
    }
  }
}
