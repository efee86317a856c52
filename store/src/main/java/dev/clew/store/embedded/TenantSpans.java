package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a store holds of one tenant: sealed blocks, full heads that are to be sealed, and the head
/// that grows. A span stands in exactly one of them at any moment.
///
/// Guarded by its own lock. Records of the log enter the heads in the order of their sequences, so
/// that a head holds all of the tenant's records from its first to its last.
final class TenantSpans {
  private final TenantId tenant;
  private final TenantHeads heads;
  private final List<SharedBlock> blocks = new ArrayList<>();
  private final Absence absence = new Absence();
  private final List<Tombstone> tombstones = new ArrayList<>();
  private final List<SharedBlock> left = new ArrayList<>();
  private final SplitTraces splitTraces = new SplitTraces();
  private long coveredSequence = -1;
  private long lastSequence = -1;

  /// Requests queue here, so that they do not spin for the lock that appends take.
  private final ReentrantLock turn = new ReentrantLock();

  TenantSpans(TenantId tenant, HeadBudget budget, Tenants.HeadLimits limits) {
    this.tenant = tenant;
    heads = new TenantHeads(tenant, budget, limits);
  }

  TenantId tenant() {
    return tenant;
  }

  /// Puts a request into the log and its spans into the head; does not wait for the disk.
  WriteAheadLog.Ticket append(WriteAheadLog log, SpanRequest request, long nowNanos) {
    turn.lock();
    try {
      return appendInTurn(log, request, nowNanos);
    } finally {
      turn.unlock();
    }
  }

  private synchronized WriteAheadLog.Ticket appendInTurn(
      WriteAheadLog log, SpanRequest request, long nowNanos) {
    WriteAheadLog.Ticket ticket = log.append(tenant.name(), request.encoding(), request.body());
    add(ticket.sequence(), request.spans(), nowNanos);
    return ticket;
  }

  /// Adds the spans of a request, which comes after those that blocks have.
  synchronized void add(long sequence, SpanBatch spans, long nowNanos) {
    if (isBoundary(lastSequence, sequence) || isBlockBefore(sequence)) {
      heads.cut();
    }
    lastSequence = sequence;
    heads.add(sequence, spans, nowNanos);
  }

  /// True when traces were deleted between two records, which must not meet in one head then.
  private boolean isBoundary(long before, long after) {
    for (Tombstone each : tombstones) {
      if (each.appliesTo(before) && !each.appliesTo(after)) {
        return true;
      }
    }
    return false;
  }

  /// True when a block lies between what the growing head has and a record: they must not meet in
  /// one head, whose block must have its place before that block.
  private boolean isBlockBefore(long sequence) {
    OpenHead open = heads.growing();
    if (open == null || open.lastSequence() >= coveredSequence) {
      return false;
    }
    return blocks.stream()
        .mapToLong(each -> each.name().firstSequence())
        .anyMatch(first -> open.lastSequence() < first && first < sequence);
  }

  /// Cuts the growing head off, so that what comes from now on is apart from what is here; returns
  /// the last record that is here.
  synchronized long cutForDeletion() {
    heads.cut();
    return lastRecord();
  }

  /// Hides what a tombstone says, from all who look from now on.
  synchronized void hide(Tombstone tombstone) {
    tombstones.add(tombstone);
    lastSequence = Math.max(lastSequence, tombstone.lastSequence());
  }

  /// Says that records up to a sequence were here, though nothing else may tell of them any more.
  synchronized void passed(long sequence) {
    lastSequence = Math.max(lastSequence, sequence);
  }

  /// The last record that has been here, or -1.
  synchronized long lastRecord() {
    return Math.max(lastSequence, coveredSequence);
  }

  /// Nothing is left that a tombstone would hide.
  synchronized void forget(Tombstone tombstone) {
    tombstones.remove(tombstone);
  }

  /// What is hidden, and may still be in files.
  synchronized List<Tombstone> tombstones() {
    return List.copyOf(tombstones);
  }

  /// True when a head has records up to a sequence.
  synchronized boolean hasHeadUpTo(long sequence) {
    return heads.firstSequence().filter(first -> first <= sequence).isPresent();
  }

  /// See [TenantHeads#isBroken()].
  boolean isBroken() {
    return heads.isBroken();
  }

  /// True when a head waits to be sealed.
  boolean hasFull() {
    return heads.hasFull();
  }

  /// Cuts the growing head off when it was opened at or before a moment.
  synchronized void cutOlder(long openedNanos) {
    heads.cutOlder(openedNanos);
  }

  /// The memory that the growing head takes.
  synchronized long growingBytes() {
    OpenHead growing = heads.growing();
    return growing == null ? 0 : growing.head().bytes();
  }

  /// The head that is to be sealed next.
  synchronized Optional<OpenHead> nextToSeal() {
    return heads.nextToSeal();
  }

  /// A head has become a block, which takes its place in one step.
  ///
  /// @param block null where all that the head had is deleted
  synchronized void replace(OpenHead sealed, @Nullable SharedBlock block) {
    heads.remove(sealed);
    coveredSequence = Math.max(coveredSequence, sealed.lastSequence());
    if (block != null) {
      add(block);
      blocks.sort(Comparator.comparing(SharedBlock::name));
    }
  }

  /// Adds a block that was found or made.
  synchronized void add(SharedBlock block) {
    blocks.add(block);
    coveredSequence = Math.max(coveredSequence, block.block().origin().lastSequence());
  }

  /// The last record of the log of which the log is no longer needed.
  synchronized long coveredSequence() {
    return heads
        .firstSequence()
        .map(first -> Math.min(coveredSequence, first - 1))
        .orElse(coveredSequence);
  }

  /// True when a record is to be read from the log: it came after all that blocks have, or stood in
  /// one that was set aside.
  synchronized boolean lacks(long sequence) {
    return sequence > coveredSequence
        || (absence.hasLost(sequence)
            && blocks.stream().noneMatch(each -> each.name().spans(sequence)));
  }

  /// True when a head has what came before some block has.
  synchronized boolean hasHeadBeforeBlocks() {
    return hasHeadUpTo(coveredSequence);
  }

  /// Says that a block was set aside.
  synchronized void setAside(BlockName block) {
    absence.setAside(block);
  }

  /// Says that a block has expired, whose records the log may still have.
  synchronized void expired(BlockName block) {
    absence.expired(block);
    coveredSequence = Math.max(coveredSequence, block.lastSequence());
  }

  /// Reports what should be here and cannot be read.
  synchronized void miss(String what) {
    absence.report(what);
  }

  /// Everything of which that was reported.
  synchronized List<String> missing() {
    var all = new ArrayList<String>(absence.reports());
    blocks.forEach(each -> all.addAll(each.damage()));
    return List.copyOf(all);
  }

  /// Reports a block that should be here and cannot be read.
  synchronized void miss(BlockName block, String what) {
    leavePlace(block);
    miss(what);
  }

  /// Says that a block has its place here, though it cannot be read.
  synchronized void leavePlace(BlockName block) {
    absence.leavePlace(block);
  }

  /// True when a block is missing whose place is between these two: whatever takes the place of
  /// both must leave it its own, since it may be found again.
  synchronized boolean missesBetween(BlockName one, BlockName next) {
    return absence.missesBetween(one, next);
  }

  /// The blocks in the order in which their spans came.
  synchronized List<SharedBlock> blocks() {
    return List.copyOf(blocks);
  }

  /// Takes a block out that can no longer be relied on, and reports that; false where it has gone
  /// already.
  synchronized boolean giveUp(SharedBlock block, String what) {
    boolean isHere = blocks.remove(block);
    if (isHere) {
      miss(block.name(), what);
      block.release();
    }
    return isHere;
  }

  /// Holds blocks for a reader; false when one of them is no longer here.
  synchronized boolean acquire(List<SharedBlock> run) {
    boolean areHere = blocks.containsAll(run);
    if (areHere) {
      run.forEach(SharedBlock::acquire);
    }
    return areHere;
  }

  /// A run of blocks has become one, which takes their place in one step; false when one of them is
  /// no longer here. Views that are open keep theirs.
  ///
  /// @param block null where all that the run had is deleted
  synchronized boolean replace(List<SharedBlock> run, @Nullable SharedBlock block) {
    int from = blocks.indexOf(run.getFirst());
    int to = from + run.size();
    if (from < 0 || to > blocks.size() || !blocks.subList(from, to).equals(run)) {
      return false;
    }
    blocks.subList(from, to).clear();
    if (block != null) {
      blocks.add(from, block);
    }
    run.forEach(this::leave);
    return true;
  }

  /// Takes a block out, and deletes its file; views that use it may finish.
  synchronized void expire(SharedBlock block) {
    if (blocks.remove(block)) {
      leave(block);
    }
  }

  private void leave(SharedBlock block) {
    block.expire();
    left.add(block);
  }

  /// The blocks that were deleted since this was asked last; views may still use them.
  synchronized List<SharedBlock> takeLeft() {
    List<SharedBlock> all = List.copyOf(left);
    left.clear();
    return all;
  }

  /// All that is here now.
  Holding hold() {
    return Holding.of(moment(), splitTraces);
  }

  /// The blocks that are here now and came before another.
  Holding holdSealedBefore(BlockName name) {
    return Holding.of(sealedMoment(each -> each.name().compareTo(name) < 0), splitTraces);
  }

  /// The blocks that are here now, without these.
  Holding holdSealedBut(List<SharedBlock> run) {
    return Holding.of(sealedMoment(each -> !run.contains(each)), splitTraces);
  }

  private synchronized Holding.Moment sealedMoment(Predicate<SharedBlock> which) {
    List<SharedBlock> others = blocks.stream().filter(which).toList();
    others.forEach(SharedBlock::acquire);
    return new Holding.Moment(others, List.of(), tombstones(), absence.isAnyMissing());
  }

  private synchronized Holding.Moment moment() {
    List<OpenHead> open = heads.all();
    List<Holding.Head> now =
        open.stream().map(each -> new Holding.Head(each, each.head().snapshot())).toList();
    open.forEach(OpenHead::acquire);
    blocks.forEach(SharedBlock::acquire);
    return new Holding.Moment(List.copyOf(blocks), now, tombstones(), absence.isAnyMissing());
  }

  /// How many spans are here.
  record Counts(long sealedSpans, long headSpans) {}

  /// Counts the spans that are not deleted.
  Counts counts() {
    return tombstones().isEmpty() ? countAll() : countShown();
  }

  private synchronized Counts countAll() {
    long inHeads = heads.all().stream().mapToLong(each -> each.head().rowCount()).sum();
    return new Counts(blocks.stream().mapToLong(each -> each.block().rowCount()).sum(), inHeads);
  }

  private Counts countShown() {
    try (Holding holding = hold()) {
      long sealed = 0;
      long inHeads = 0;
      for (StoredBlock each : holding.stored()) {
        if (each.isSealed()) {
          sealed += each.rowCount();
        } else {
          inHeads += each.rowCount();
        }
      }
      return new Counts(sealed, inHeads);
    }
  }

  /// Lets go of the files; views that are open keep theirs.
  synchronized void close() {
    blocks.forEach(SharedBlock::release);
    blocks.clear();
  }
}
