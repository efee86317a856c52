package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.store.DataFolderException;
import dev.clew.store.StoreClock;
import dev.clew.store.wal.WalRecord;
import dev.clew.wire.otlp.SpanBatch;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what the log has and no block: requests are parsed ahead, put into heads in their
/// order, and heads are sealed meanwhile, so that a long log needs no more memory than the running
/// store.
///
/// Owned by one thread. It can be cut off at any point: what was sealed is not read again.
public final class Replay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final long REPORT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final int PARSERS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private final Path folder;
  private final Tenants tenants;
  private final Sealer sealer;
  private final TraceClosing closing;
  private final StoreClock clock;
  private final ParsedAhead ahead = new ParsedAhead(PARSERS);
  private final Executor sealing =
      task -> Thread.ofPlatform().name("clew-replay-seal").daemon().start(task);
  private CompletableFuture<Void> sealed = CompletableFuture.completedFuture(null);
  private long requests;
  private long bytes;
  private long reportedNanos;

  /// @param folder what to name when it is full
  public Replay(
      Path folder, Tenants tenants, Sealer sealer, TraceClosing closing, StoreClock clock) {
    this.folder = folder;
    this.tenants = tenants;
    this.sealer = sealer;
    this.closing = closing;
    this.clock = clock;
    reportedNanos = clock.monotonicNanos();
  }

  /// Takes in a record that the log still has.
  public void take(WalRecord record) {
    if (tenant(record).lacks(record.sequence())) {
      ahead.add(record);
    }
    while (ahead.isFull()) {
      append(ahead.take());
    }
    requests++;
    bytes += record.body().length;
    reportProgress();
  }

  /// Waits until everything that was taken in can be found.
  public void finish() {
    while (!ahead.isEmpty()) {
      append(ahead.take());
    }
    sealed.join();
    if (tenants.all().stream().anyMatch(TenantSpans::hasHeadBeforeBlocks)) {
      // Heads count as what came last, until they are blocks, which have their places.
      sealer.cutAll();
      sealer.sealDue();
    }
  }

  private TenantSpans tenant(WalRecord record) {
    return tenants.of(new TenantId(record.tenant()));
  }

  private void append(ParsedAhead.Parsing parsing) {
    WalRecord record = parsing.record();
    TenantSpans tenant = tenant(record);
    try {
      SpanBatch spans = parsing.await();
      tenant.add(record.sequence(), spans, clock.monotonicNanos());
      closing.arrived(tenant.tenant(), spans, clock.monotonicNanos());
    } catch (ExecutionException e) {
      String what = "request " + record.sequence() + " of the log cannot be read: " + e.getCause();
      LOG.error("{}", what, e);
      tenant.miss(what);
    }
    if (tenant.hasFull() || tenants.budget().isTight()) {
      seal();
    }
  }

  /// Lets heads be sealed meanwhile, and goes on as soon as they take no more than they may.
  private void seal() {
    startSealing();
    while (tenants.budget().isSpent()) {
      tenants.budget().awaitRoom(PATIENCE);
      startSealing();
    }
  }

  /// Unless that is under way already.
  private void startSealing() {
    if (sealed.isDone()) {
      sealer.problem().filter(_ -> tenants.budget().isSpent()).ifPresent(this::giveUp);
      sealed = CompletableFuture.runAsync(sealer::sealDue, sealing);
    }
  }

  private void giveUp(String problem) {
    throw new UncheckedIOException(
        new DataFolderException(
            folder,
            "must take the blocks that are made while its log is read, since all of it does not"
                + " fit into store.max-head-size, but "
                + problem
                + "; make room, or allow more memory",
            null));
  }

  private void reportProgress() {
    long now = clock.monotonicNanos();
    if (now - reportedNanos >= REPORT_NANOS) {
      reportedNanos = now;
      LOG.info("Read {} requests of {} MiB of the log so far", requests, bytes >> 20);
    }
  }

  /// How many records the log still had.
  public long requests() {
    return requests;
  }

  /// Lets go of the threads.
  @Override
  public void close() {
    ahead.close();
    sealed.join();
  }
}
