package dev.clew.store;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.block.ReadCache;
import dev.clew.store.close.CloseLimits;
import dev.clew.store.disk.Disk;
import dev.clew.store.embedded.Background;
import dev.clew.store.embedded.Compactor;
import dev.clew.store.embedded.DataFolder;
import dev.clew.store.embedded.HeadBudget;
import dev.clew.store.embedded.Owner;
import dev.clew.store.embedded.Recovery;
import dev.clew.store.embedded.Retention;
import dev.clew.store.embedded.Sealer;
import dev.clew.store.embedded.Tallies;
import dev.clew.store.embedded.Tenants;
import dev.clew.store.embedded.TraceClosing;
import dev.clew.store.embedded.Upkeep;
import dev.clew.store.wal.WalSettings;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store in a folder of this machine: a log that makes requests durable, heads in memory that
/// make them searchable, and the blocks that heads become.
///
/// Any thread may call it; what it shares has locks of its own.
public final class EmbeddedStore implements SpanStore {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration REWRITE_PACE = Duration.ofSeconds(10);

  /// What clients are told: soon enough to lose nothing, and the store heals by itself.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final StoreSettings settings;
  private final StoreClock clock;
  private final StoreListener listener;
  private final DataFolder folder;
  private final HeadBudget budget;
  private final Tenants tenants;
  private final TraceClosing closing;
  private final WriteAheadLog log;
  private final Sealer sealer;
  private final Retention retention;
  private final Upkeep upkeep;
  private final Compactor compactor;
  private final Background rewriting;
  private final AtomicBoolean isClosed = new AtomicBoolean();

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
    DataFolder folder = DataFolder.open(disk, settings.folder(), Owner.thisProcess());
    try {
      var store = new EmbeddedStore(settings, disk, clock, listener, folder);
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
      DataFolder folder)
      throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.folder = folder;
    budget = new HeadBudget(settings.maxHeadBytes());
    tenants = new Tenants(budget, settings.sealSpans());
    closing = new TraceClosing(tenants, listener.traces(), CloseLimits.USUAL);
    var cache = new ReadCache(settings.readCacheBytes());
    var recovery = new Recovery(disk, folder, tenants, closing, clock, cache);
    log = recover(recovery, disk);
    sealer =
        new Sealer(new Sealer.Parts(folder, disk, log, tenants, cache), settings, clock, listener);
    retention = new Retention(tenants, settings, clock, listener);
    var work = new Upkeep.Parts(sealer, retention, closing);
    upkeep = new Upkeep(work, clock, min(PACE, settings.sealAge()));
    compactor =
        new Compactor(new Compactor.Parts(folder, disk, tenants), settings, clock, listener);
    rewriting = new Background("clew-rewriting", REWRITE_PACE, compactor::compactDue);
  }

  private WriteAheadLog recover(Recovery recovery, Disk disk) throws IOException {
    try {
      recovery.openBlocks();
      var walSettings =
          new WalSettings(
              folder.log(),
              settings.syncMode(),
              settings.segmentBytes(),
              settings.linger(),
              settings.retry());
      WriteAheadLog opened =
          WriteAheadLog.open(
              disk, walSettings, recovery.highestSequence(), listener::synced, recovery::replay);
      tenants.releaseCovered(opened);
      LOG.info(
          "Opened store {}: {} spans in blocks, {} requests in the log",
          settings.folder(),
          tenants.totals().sealedSpans(),
          recovery.replayed());
      return opened;
    } catch (IOException | RuntimeException e) {
      tenants.close();
      throw e;
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public AppendResult append(TenantId tenant, SpanRequest request) {
    int spans = request.spans().size();
    Optional<String> problem = problem();
    if (problem.isPresent()) {
      return refuse(problem.get(), spans);
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

  /// Why appends are refused at present, if they are.
  private Optional<String> problem() {
    if (isClosed.get()) {
      return Optional.of("the store is closed");
    }
    if (tenants.isBroken()) {
      return Optional.of("spans in memory are damaged; restart to read them from the log again");
    }
    if (budget.isSpent()) {
      String why = sealer.problem().map(each -> "; " + each).orElse("");
      return Optional.of(
          "unsealed spans may take "
              + budget.maxBytes()
              + " bytes of memory, take "
              + budget.bytes()
              + why);
    }
    return log.problem();
  }

  private AppendResult refuse(String reason, int spans) {
    listener.refused(spans);
    return new AppendResult.Refused(reason, RETRY_AFTER);
  }

  @Override
  public SpanBatch fetch(TenantId tenant, TraceId trace) throws IOException {
    checkOpen();
    return tenants.fetch(tenant, trace);
  }

  @Override
  public StoreView view(TenantId tenant, TimeRange range) {
    checkOpen();
    return tenants.view(tenant, range, log.damage());
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
    if (isClosed.get()) {
      throw new IllegalStateException("the store is closed");
    }
  }

  @Override
  public StoreStatus status() {
    Tenants.Totals totals = tenants.totals();
    var missing = new ArrayList<String>(log.damage());
    missing.addAll(totals.missing());
    return new StoreStatus(
        totals.sealedSpans() + totals.headSpans(),
        totals.blocks(),
        totals.blockBytes(),
        log.bytes(),
        totals.headSpans(),
        budget.bytes(),
        problem(),
        missing);
  }

  /// Seals all heads now.
  void seal() throws IOException {
    sealer.sealAll();
  }

  /// Makes larger blocks of small ones now, instead of when they have been left alone for a while.
  ///
  /// @return how many blocks there were where there are fewer now
  public int compact() throws IOException {
    checkOpen();
    return compactor.compactAll();
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

  @Override
  public void close() throws IOException {
    if (isClosed.compareAndSet(false, true)) {
      compactor.stop();
      rewriting.close();
      upkeep.close();
      log.close();
      tenants.close();
      folder.close();
    }
  }
}
