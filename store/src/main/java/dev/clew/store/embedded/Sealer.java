package dev.clew.store.embedded;

import dev.clew.store.CountChanges;
import dev.clew.store.Counts;
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
import dev.clew.store.cube.CountedCells;
import dev.clew.store.cube.Cube;
import dev.clew.store.cube.Tally;
import dev.clew.store.cube.Words;
import dev.clew.store.disk.Disk;
import dev.clew.store.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes blocks of heads that are full or old, and frees what the log has of them. Appends go on
/// meanwhile.
///
/// One thread seals at a time, under the sealer's own lock.
public final class Sealer {
  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

  /// What the sealer works with.
  ///
  /// @param time when blocks are made
  public record Parts(
      DataFolder folder, Disk disk, Tenants tenants, ReadCache cache, RetentionClock time) {}

  private final Parts parts;
  private final StoreSettings settings;
  private final StoreClock clock;
  private final StoreListener listener;
  private volatile @Nullable WriteAheadLog log;
  private volatile @Nullable String problem;
  private long failedNanos;
  private long droppedNanos;

  public Sealer(Parts parts, StoreSettings settings, StoreClock clock, StoreListener listener) {
    this.parts = parts;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    droppedNanos = clock.monotonicNanos();
  }

  /// From now on frees what the log has of sealed heads.
  public void releaseFrom(WriteAheadLog opened) {
    log = opened;
  }

  /// Why heads cannot be sealed at present, if they cannot.
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /// Seals what is due; after a failure leaves the disk alone for a while. Now and then lets go of
  /// memory that heads do not need.
  synchronized void sealDue() {
    long now = clock.monotonicNanos();
    for (TenantSpans each : parts.tenants().all()) {
      each.cutOlder(now - settings.heads().sealAge().toNanos());
    }
    cutLargestIfTight();
    dropIdleMemory(now);
    if (problem == null || now - failedNanos >= settings.log().retry().toNanos()) {
      try {
        sealFull();
      } catch (IOException | RuntimeException | Error e) {
        fail(e);
      }
    }
  }

  /// Lets everything be sealed next.
  synchronized void cutAll() {
    for (TenantSpans each : parts.tenants().all()) {
      each.cutOlder(clock.monotonicNanos());
    }
  }

  /// Seals everything.
  public synchronized void sealAll() throws IOException {
    cutAll();
    sealFull();
  }

  private void cutLargestIfTight() {
    if (parts.tenants().budget().isTight()
        && parts.tenants().all().stream().noneMatch(TenantSpans::hasFull)) {
      parts.tenants().all().stream()
          .max(Comparator.comparingLong(TenantSpans::growingBytes))
          .ifPresent(largest -> largest.cutOlder(clock.monotonicNanos()));
    }
  }

  private void dropIdleMemory(long now) {
    if (now - droppedNanos >= settings.heads().sealAge().toNanos()) {
      parts.tenants().budget().spare().dropIdle();
      droppedNanos = now;
    }
  }

  private void fail(Throwable e) {
    LOG.error("Heads cannot be sealed; they stay searchable, and will be tried again", e);
    problem = "blocks cannot be written: " + e;
    failedNanos = clock.monotonicNanos();
    listener.sealFailed();
  }

  private void sealFull() throws IOException {
    for (TenantSpans tenant : parts.tenants().all()) {
      Optional<OpenHead> head = tenant.nextToSeal();
      while (head.isPresent()) {
        seal(tenant, head.get());
        head = tenant.nextToSeal();
      }
    }
    if (problem != null) {
      LOG.info("Heads can be sealed again");
      problem = null;
    }
  }

  private void seal(TenantSpans tenant, OpenHead head) throws IOException {
    long from = clock.monotonicNanos();
    Path folder = parts.folder().blocks(tenant.tenant());
    parts.disk().createFolder(folder);
    BlockName name = head.name();
    Path file = folder.resolve(name.fileName());
    var origin =
        new BlockOrigin(tenant.tenant().name(), name.lastSequence(), parts.time().sealNanos());
    StoredBlock rows = shown(tenant, head);
    if (rows.rowCount() == 0) {
      tenant.replace(head, null);
      releaseLog(tenant);
      return;
    }
    try (Holding earlier = tenant.holdSealedBefore(name)) {
      var counting = new Counting.Anew(earlier.earlier());
      BlockWriter.write(parts.disk(), file, rows, origin, counting);
    }
    SealedBlock block = SealedBlock.open(parts.disk(), file, parts.cache());
    Optional<CountChanges> changes = changes(block);
    tenant.replace(head, new SharedBlock(parts.disk(), file, name, block));
    changes.ifPresent(
        told -> listener.counts().ifPresent(counts -> counts.counted(tenant.tenant(), told)));
    listener.sealed(clock.monotonicNanos() - from, block.rowCount(), block.bytes());
    releaseLog(tenant);
  }

  /// What a block changes in the counts, if anybody wants to know.
  private Optional<CountChanges> changes(SealedBlock block) {
    if (listener.counts().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CountChanges(
              cells(block, Tally.Part.SPANS_ADDED, CountedCells::spans),
              cells(block, Tally.Part.SPANS_REMOVED, CountedCells::spans),
              cells(block, Tally.Part.CALLS_ADDED, CountedCells::calls),
              cells(block, Tally.Part.CALLS_REMOVED, CountedCells::calls)));
    } catch (IOException e) {
      LOG.warn("What block {} counts cannot be read; nobody hears of it", block.name(), e);
      return Optional.empty();
    }
  }

  private static <S> List<Counts.Cell<S>> cells(
      SealedBlock block, Tally.Part part, Function<Cube, List<Counts.Cell<S>>> cells)
      throws IOException {
    return block.cube(part, new Words()).map(cells).orElse(List.of());
  }

  /// What is to be sealed of a head: where something is deleted, also without the attribute keys
  /// that only that had.
  private StoredBlock shown(TenantSpans tenant, OpenHead head) throws IOException {
    StoredBlock all = head.head().snapshot();
    StoredBlock shown = head.without(all, tenant.tombstones());
    return shown.equals(all)
        ? all
        : CombinedBlock.of(List.of(shown), settings.maxColumns(), () -> true);
  }

  private void releaseLog(TenantSpans tenant) {
    WriteAheadLog opened = log;
    if (opened == null) {
      return;
    }
    try {
      opened.release(tenant.tenant().name(), tenant.coveredSequence());
    } catch (IOException e) {
      LOG.warn("Log that blocks have could not be deleted; the next start of the store will", e);
    }
  }
}
