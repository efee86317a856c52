package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.Deletion;
import dev.clew.store.StoreClock;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.disk.Disk;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes traces: a tombstone on the disk hides them at once and for ever, then all files that may
/// hold something of them are written again or let go, and the tombstone goes last.
///
/// Any thread may delete; the files are the work of one thread at a time, under the eraser's lock.
public final class Eraser {
  private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);
  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MAX_DONE = 100;

  /// What the eraser works with.
  public record Parts(
      DataFolder folder,
      Disk disk,
      WriteAheadLog log,
      Tenants tenants,
      Sealer sealer,
      Compactor compactor,
      Traces traces) {}

  private record Done(TenantId tenant, Deletion deletion) {}

  private final Parts parts;
  private final StoreClock clock;
  private final Deque<Done> done = new ArrayDeque<>();
  private @Nullable Long failedNanos;

  public Eraser(Parts parts, StoreClock clock) {
    this.parts = parts;
    this.clock = clock;
  }

  /// What there is of some traces.
  public Deletion.Size size(TenantId tenant, Set<TraceId> traces) throws IOException {
    Optional<TenantSpans> spans = parts.tenants().find(tenant);
    return spans.isPresent() ? size(spans.get(), traces) : new Deletion.Size(0, 0, 0, 0);
  }

  private Deletion.Size size(TenantSpans tenant, Set<TraceId> traces) throws IOException {
    try (Holding holding = tenant.hold()) {
      if (!holding.unreadable().isEmpty()) {
        throw holding.unreadable().getFirst();
      }
      var found = new Found(traces);
      List<StoredBlock> stored = holding.stored();
      long bytes = 0;
      for (int at = 0; at < stored.size(); at++) {
        long rows = found.count(stored.get(at));
        if (at < holding.shared().size()) {
          SealedBlock block = holding.shared().get(at).block();
          bytes += block.bytes() * rows / Math.max(1, block.rowCount());
        }
      }
      for (TraceId each : found.lacking(parts.traces().pinned(tenant.tenant()))) {
        found.count(each, parts.traces().fetch(tenant.tenant(), each));
      }
      return found.size(bytes);
    }
  }

  /// Hides traces, as far as they are here, for ever.
  public Deletion delete(TenantId tenant, Set<TraceId> traces) throws IOException {
    TenantSpans spans = parts.tenants().of(tenant);
    Deletion.Size size = size(spans, traces);
    var tombstone = new Tombstone(spans.cutForDeletion(), clock.wallNanos(), traces, size);
    if (spans.tombstones().stream().anyMatch(each -> each.id().equals(tombstone.id()))) {
      throw new IOException("another deletion came at the same moment; try again");
    }
    TombstoneFile.write(parts.disk(), parts.folder().deletions(tenant), tombstone);
    spans.hide(tombstone);
    LOG.info("Deleted {} traces of tenant {}: {}", traces.size(), tenant, tombstone.id());
    return hidden(tombstone, List.of("blocks and the log are still to be written again"));
  }

  private static Deletion hidden(Tombstone tombstone, List<String> remains) {
    return new Deletion(tombstone.id(), Deletion.State.HIDDEN, tombstone.found(), remains);
  }

  /// The deletions of a tenant that are under way, and the last that are done since the start.
  public List<Deletion> deletions(TenantId tenant) throws IOException {
    var all = new ArrayList<Deletion>();
    Optional<TenantSpans> spans = parts.tenants().find(tenant);
    if (spans.isPresent()) {
      for (Tombstone each : spans.get().tombstones()) {
        all.add(hidden(each, remains(spans.get(), each)));
      }
    }
    synchronized (done) {
      done.stream()
          .filter(each -> each.tenant.equals(tenant))
          .forEach(each -> all.add(each.deletion));
    }
    return all;
  }

  /// Goes on with what was deleted; false when there is nothing to do at present.
  public synchronized boolean eraseDue() {
    Long failed = failedNanos;
    if (failed != null && clock.monotonicNanos() - failed < PAUSE_NANOS) {
      return false;
    }
    try {
      failedNanos = null;
      return eraseAll();
    } catch (IOException | RuntimeException e) {
      LOG.error("Deleted traces stay hidden, but files still hold them; trying again later", e);
      failedNanos = clock.monotonicNanos();
      return false;
    }
  }

  /// Goes on with what was deleted as far as that is possible now.
  ///
  /// @return true when something is done for good
  public synchronized boolean eraseAll() throws IOException {
    boolean isAnyDone = false;
    for (TenantSpans tenant : parts.tenants().all()) {
      for (Tombstone each : tenant.tombstones()) {
        isAnyDone |= erase(tenant, each);
      }
    }
    return isAnyDone;
  }

  private boolean erase(TenantSpans tenant, Tombstone tombstone) throws IOException {
    long last = tombstone.lastSequence();
    if (tenant.hasHeadUpTo(last) || parts.log().holdsUpTo(tenant.tenant().name(), last)) {
      // What other tenants have in the same segments keeps them too.
      parts.sealer().sealAll();
      parts.log().roll();
      parts.tenants().releaseCovered(parts.log());
    }
    for (SharedBlock each : tenant.blocks()) {
      if (tombstone.appliesTo(each.name().lastSequence())) {
        parts.compactor().rewriteHidden(tenant, each);
      }
    }
    parts.traces().erase(tenant.tenant(), tombstone);
    List<String> remains = remains(tenant, tombstone);
    if (!remains.isEmpty()) {
      LOG.info("Deletion {} is not done yet: {}", tombstone.id(), remains);
      return false;
    }
    finish(tenant, tombstone);
    return true;
  }

  private void finish(TenantSpans tenant, Tombstone tombstone) throws IOException {
    Path blocks = parts.folder().blocks(tenant.tenant());
    parts.disk().createFolder(blocks);
    // The tombstone goes only once no loss of power brings back a file that holds the traces.
    parts.disk().syncFolder(blocks);
    Path folder = parts.folder().deletions(tenant.tenant());
    parts.disk().delete(TombstoneFile.path(folder, tombstone));
    parts.disk().syncFolder(folder);
    tenant.forget(tombstone);
    synchronized (done) {
      var deletion =
          new Deletion(tombstone.id(), Deletion.State.DONE, tombstone.found(), List.of());
      done.addLast(new Done(tenant.tenant(), deletion));
      if (done.size() > MAX_DONE) {
        done.removeFirst();
      }
    }
    LOG.info("Deletion {} is done: no file holds its traces", tombstone.id());
  }

  /// What may still hold something of the traces.
  private List<String> remains(TenantSpans tenant, Tombstone tombstone) throws IOException {
    long last = tombstone.lastSequence();
    var remains = new ArrayList<String>();
    if (tenant.hasHeadUpTo(last)) {
      remains.add("spans that are not sealed yet");
    }
    if (parts.log().holdsUpTo(tenant.tenant().name(), last)) {
      remains.add("the log");
    }
    for (Path each : parts.disk().list(parts.folder().log())) {
      if (each.toString().endsWith(Quarantine.SUFFIX)) {
        remains.add(each + ", which is damaged; delete it once it was looked at");
      }
    }
    remains.addAll(blocksThatRemain(tenant, tombstone));
    return remains;
  }

  private List<String> blocksThatRemain(TenantSpans tenant, Tombstone tombstone)
      throws IOException {
    var remains = new ArrayList<String>();
    var here = new ArrayList<String>();
    try (Holding holding = tenant.hold()) {
      for (SharedBlock each : holding.shared()) {
        here.add(each.name().fileName());
        if (!each.without(List.of(tombstone)).equals(each.block())) {
          remains.add("block " + each.name().fileName());
        }
      }
    }
    for (Path each : parts.disk().list(parts.folder().blocks(tenant.tenant()))) {
      Optional<BlockName> name = BlockName.of(each);
      boolean isOld = name.isPresent() && name.get().firstSequence() <= tombstone.lastSequence();
      if (isOld && !here.contains(each.getFileName().toString())) {
        remains.add(each + ", which a query still reads or which cannot be read");
      }
    }
    return remains;
  }

  /// Counts what blocks have of some traces.
  private static final class Found {
    private final Set<TraceId> traces;
    private final Set<TraceId> here = new HashSet<>();
    private long spans;
    private int blocks;

    Found(Set<TraceId> traces) {
      this.traces = traces;
    }

    /// Counts a block; returns how many rows of it are of the traces.
    long count(StoredBlock block) throws IOException {
      long rows = rowsIn(block);
      spans += rows;
      blocks += rows > 0 && block.isSealed() ? 1 : 0;
      return rows;
    }

    /// Those of the traces that are pinned, and nowhere else.
    List<TraceId> lacking(Set<TraceId> pinned) {
      return traces.stream().filter(each -> pinned.contains(each) && !here.contains(each)).toList();
    }

    /// Counts a trace that is pinned alone.
    void count(TraceId trace, SpanBatch pinned) {
      here.add(trace);
      spans += pinned.size();
      blocks++;
    }

    private long rowsIn(StoredBlock block) throws IOException {
      TraceDirectory directory = block.traces();
      long rows = 0;
      for (TraceId each : traces) {
        int number = directory.find(each);
        if (number >= 0) {
          here.add(each);
          rows += directory.rows(number).length;
        }
      }
      return rows;
    }

    Deletion.Size size(long bytes) {
      return new Deletion.Size(here.size(), spans, blocks, bytes);
    }
  }
}
