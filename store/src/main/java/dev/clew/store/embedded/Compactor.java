package dev.clew.store.embedded;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.block.BlockOrigin;
import dev.clew.store.block.BlockWriter;
import dev.clew.store.block.Counting;
import dev.clew.store.block.ReadCache;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.compact.CombinedBlock;
import dev.clew.store.compact.CompactionMemory;
import dev.clew.store.compact.CompactionPolicy;
import dev.clew.store.compact.CompactionPolicy.Candidate;
import dev.clew.store.compact.CompactionPolicy.Run;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes few large blocks of many small ones. Readers go from the old to the new in one step, and
/// the file of the new one says by its name which it replaces, so that a crash at any point leaves
/// every span once.
///
/// One run at a time, under the compactor's own lock; any thread may ask how much there is to do.
///
/// What it takes of the heap is bounded by [CompactionMemory]. While heads are so large that they
/// must become blocks it waits, so that sealing has the memory and the processor; but not for ever:
/// under a load that never lets up it does a run from time to time.
public final class Compactor {
  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

  /// How long after a failure nothing is tried.
  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  /// How long heads that must become blocks come first.
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  /// What the compactor works with.
  ///
  /// @param time when blocks are made
  public record Parts(
      DataFolder folder, Disk disk, Tenants tenants, ReadCache cache, RetentionClock time) {}

  private final Parts parts;
  private final CompactionPolicy policy;
  private final int maxColumns;
  private final StoreClock clock;
  private final StoreListener listener;

  /// Blocks that could not be read, or stood beside such a one.
  private final Set<SharedBlock> unfit = ConcurrentHashMap.newKeySet();

  private @Nullable Long failedNanos;

  /// Since when heads have come first.
  private @Nullable Long waitingNanos;

  private volatile boolean isStopped;

  public Compactor(Parts parts, StoreSettings settings, StoreClock clock, StoreListener listener) {
    this.parts = parts;
    policy = new CompactionPolicy(settings.compaction(), CompactionMemory.allowed());
    maxColumns = settings.maxColumns();
    this.clock = clock;
    this.listener = listener;
  }

  /// Compacts a run that is due, if there is one and nothing more urgent; false when there was
  /// none.
  public synchronized boolean compactDue() {
    Long failed = failedNanos;
    boolean rests = failed != null && clock.monotonicNanos() - failed < PAUSE_NANOS;
    if (rests || headsComeFirst()) {
      return false;
    }
    for (TenantSpans tenant : parts.tenants().all()) {
      List<SharedBlock> blocks = tenant.blocks();
      Optional<Run> run = policy.due(candidates(tenant, blocks), parts.time().sealNanos());
      if (run.isPresent()) {
        return tryToCompact(tenant, blocks.subList(run.get().from(), run.get().to()));
      }
    }
    return false;
  }

  private boolean headsComeFirst() {
    long now = clock.monotonicNanos();
    Long waiting = waitingNanos;
    boolean mayWait = waiting == null || now - waiting < PATIENCE_NANOS;
    if (parts.tenants().budget().isTight() && mayWait) {
      waitingNanos = waiting == null ? now : waiting;
      return true;
    }
    waitingNanos = null;
    return false;
  }

  /// How many blocks are due to become fewer.
  public int countDue() {
    long now = parts.time().sealNanos();
    int due = 0;
    for (TenantSpans tenant : parts.tenants().all()) {
      due += policy.countDue(candidates(tenant, tenant.blocks()), now);
    }
    return due;
  }

  /// Gives up what is under way, which is done again after the next start.
  public void stop() {
    isStopped = true;
  }

  /// Compacts all runs, due or not.
  ///
  /// @return how many blocks were compacted
  public synchronized int compactAll() throws IOException {
    int compacted = 0;
    for (TenantSpans tenant : parts.tenants().all()) {
      List<SharedBlock> blocks = tenant.blocks();
      Optional<Run> run = policy.any(candidates(tenant, blocks));
      while (run.isPresent()) {
        List<SharedBlock> chosen = blocks.subList(run.get().from(), run.get().to());
        compacted += compact(tenant, chosen) ? chosen.size() : 0;
        blocks = tenant.blocks();
        run = policy.any(candidates(tenant, blocks));
      }
    }
    return compacted;
  }

  private List<Candidate> candidates(TenantSpans tenant, List<SharedBlock> blocks) {
    var candidates = new ArrayList<Candidate>();
    for (int at = 0; at < blocks.size(); at++) {
      SharedBlock each = blocks.get(at);
      candidates.add(
          new Candidate(
              each.block().rowCount(),
              CompactionMemory.of(each.block()),
              each.block().origin().createdNanos(),
              at > 0 && !tenant.missesBetween(blocks.get(at - 1).name(), each.name()),
              each.name().generation() == 0 && !unfit.contains(each)));
    }
    return candidates;
  }

  private boolean tryToCompact(TenantSpans tenant, List<SharedBlock> run) {
    try {
      boolean isDone = compact(tenant, run);
      failedNanos = null;
      return isDone;
    } catch (InterruptedIOException _) {
      return false;
    } catch (IOException | RuntimeException e) {
      LOG.error(
          "Blocks {} to {} of tenant {} cannot be compacted; they stay as they are",
          run.getFirst().name(),
          run.getLast().name(),
          tenant.tenant(),
          e);
      failedNanos = clock.monotonicNanos();
      if (isCorrupt(e)) {
        unfit.addAll(run);
      }
      listener.compactionFailed();
      return false;
    }
  }

  private static boolean isCorrupt(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof CorruptBlockException) {
        return true;
      }
    }
    return false;
  }

  /// Writes a block again without what is deleted of it, if it has some of that.
  synchronized void rewriteHidden(TenantSpans tenant, SharedBlock block) throws IOException {
    if (tenant.acquire(List.of(block))) {
      boolean hidesSome;
      try {
        hidesSome = !block.without(tenant.tombstones()).equals(block.block());
      } finally {
        block.release();
      }
      if (hidesSome) {
        compact(tenant, List.of(block));
      }
    }
  }

  /// False when one of the blocks has expired meanwhile.
  private boolean compact(TenantSpans tenant, List<SharedBlock> run) throws IOException {
    if (!tenant.acquire(run)) {
      return false;
    }
    try {
      long from = clock.monotonicNanos();
      SharedBlock compacted = writeChecked(tenant, run);
      if (!tenant.replace(run, compacted)) {
        if (compacted != null) {
          compacted.expire();
        }
        return false;
      }
      tell(run, compacted, clock.monotonicNanos() - from);
      return true;
    } finally {
      run.forEach(SharedBlock::release);
    }
  }

  private void tell(List<SharedBlock> run, @Nullable SharedBlock compacted, long nanos) {
    long bytes = compacted == null ? 0 : compacted.block().bytes();
    LOG.info(
        "Compacted {} blocks of {} bytes to one of {} bytes: {} to {}",
        run.size(),
        run.stream().mapToLong(each -> each.block().bytes()).sum(),
        bytes,
        run.getFirst().name().fileName(),
        run.getLast().name().fileName());
    listener.compacted(nanos, run.size(), bytes);
  }

  /// What has been counted already is summed up; where some of that is hidden now, what is left is
  /// counted again.
  private static Counting counting(List<SharedBlock> run, List<StoredBlock> shown, Holding others)
      throws IOException {
    if (!others.unreadable().isEmpty()) {
      throw others.unreadable().getFirst();
    }
    List<SealedBlock> whole = run.stream().map(SharedBlock::block).toList();
    if (shown.equals(whole)) {
      return new Counting.Summed(whole, others.earlier());
    }
    long earlier =
        others.shared().stream()
            .filter(each -> each.name().compareTo(run.getFirst().name()) < 0)
            .count();
    return new Counting.Anew(others.earlier().first((int) earlier));
  }

  /// Dictionaries are read while they are written, and cannot say that they cannot.
  private @Nullable SharedBlock writeChecked(TenantSpans tenant, List<SharedBlock> run)
      throws IOException {
    try {
      return write(tenant, run);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The block that takes the place of a run, or null where all that it had is deleted.
  private @Nullable SharedBlock write(TenantSpans tenant, List<SharedBlock> run)
      throws IOException {
    List<Tombstone> tombstones = tenant.tombstones();
    var blocks = new ArrayList<StoredBlock>();
    for (SharedBlock each : run) {
      blocks.add(each.without(tombstones));
    }
    CombinedBlock combined = CombinedBlock.of(blocks, maxColumns, () -> !isStopped);
    if (combined.rowCount() == 0) {
      return null;
    }
    BlockName name = BlockName.replacing(run.stream().map(SharedBlock::name).toList());
    Path file = parts.folder().blocks(tenant.tenant()).resolve(name.fileName());
    // No span may be kept shorter than it should: the block is as young as its youngest part.
    long created =
        run.stream().mapToLong(each -> each.block().origin().createdNanos()).max().orElseThrow();
    var origin = new BlockOrigin(tenant.tenant().name(), name.lastSequence(), created);
    try (Holding others = tenant.holdSealedBut(run)) {
      Counting counting = counting(run, blocks, others);
      BlockWriter.write(parts.disk(), file, combined, origin, counting);
    }
    SealedBlock block = SealedBlock.open(parts.disk(), file, parts.cache());
    return new SharedBlock(parts.disk(), file, name, block);
  }
}
