package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.store.Expiry;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.wal.WriteAheadLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes out the blocks that are too old, and the oldest where all take too much room or the disk
/// is filling up.
///
/// A block's age counts from when it was sealed: what clients say of their spans' time neither
/// keeps them for ever nor deletes them at once. Guarded by its own lock.
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /// What retention works with.
  ///
  /// @param log may still have what expires
  /// @param notes which of it must not come back
  /// @param age how old blocks are
  public record Parts(
      Tenants tenants, DiskWatch disk, WriteAheadLog log, ExpiryNotes notes, RetentionClock age) {}

  private final Parts parts;
  private final StoreSettings settings;
  private final StoreClock clock;
  private final StoreListener listener;
  private final LeavingBlocks leaving;
  private final RetentionClock age;

  public Retention(Parts parts, StoreSettings settings, StoreClock clock, StoreListener listener) {
    age = parts.age;
    this.parts = parts;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    leaving = new LeavingBlocks(settings.disk().viewGrace().toNanos());
    List<Candidate> found = candidates();
    if (!found.isEmpty()) {
      age.openedWith(found.getLast().createdNanos());
    }
  }

  private record Candidate(TenantSpans tenant, SharedBlock block) {
    long createdNanos() {
      return block.block().origin().createdNanos();
    }

    long bytes() {
      return block.block().bytes();
    }
  }

  /// Takes out what is to go now.
  public synchronized void expire() {
    letGo();
    expireBlocks();
    deleteNotes();
    letGo();
  }

  private void deleteNotes() {
    try {
      parts.notes.deleteUnneeded(parts.log);
    } catch (IOException e) {
      LOG.warn("Notes of expired blocks that nobody needs could not be deleted", e);
    }
  }

  private void expireBlocks() {
    List<Candidate> oldestFirst = candidates();
    long deadline = age.nanos() - settings.retention().age().toNanos();
    long bytes = oldestFirst.stream().mapToLong(Candidate::bytes).sum();
    long leavingBytes = leaving.bytes();
    long own = bytes + leavingBytes + parts.log.bytes() + parts.disk.reserveBytes();
    long excess = parts.disk.excess(own, leavingBytes);
    for (Candidate each : oldestFirst) {
      Optional<Expiry> why = why(each.createdNanos() < deadline, bytes, excess);
      if (why.isEmpty()) {
        return;
      }
      bytes -= each.bytes();
      excess -= each.bytes();
      expire(each, why.get());
    }
  }

  /// Lets go of what expired before, or has become part of a larger block.
  private void letGo() {
    long now = clock.monotonicNanos();
    for (TenantSpans tenant : parts.tenants.all()) {
      tenant.takeLeft().forEach(block -> leaving.add(block, now));
    }
    leaving.letGoOverdue(now);
  }

  private Optional<Expiry> why(boolean isTooOld, long bytes, long excess) {
    if (isTooOld) {
      return Optional.of(Expiry.AGE);
    }
    if (bytes > settings.retention().maxBytes()) {
      return Optional.of(Expiry.SIZE);
    }
    return excess > 0 ? Optional.of(Expiry.DISK) : Optional.empty();
  }

  private List<Candidate> candidates() {
    var candidates = new ArrayList<Candidate>();
    for (TenantSpans tenant : parts.tenants.all()) {
      tenant.blocks().forEach(block -> candidates.add(new Candidate(tenant, block)));
    }
    candidates.sort(Comparator.comparingLong(Candidate::createdNanos));
    return candidates;
  }

  private void expire(Candidate candidate, Expiry why) {
    int spans = candidate.block().block().rowCount();
    long bytes = candidate.bytes();
    LOG.info(
        "Expire block {} for {}: {} spans, {} bytes", candidate.block().name(), why, spans, bytes);
    keepFromComingBack(candidate);
    candidate.tenant().expire(candidate.block());
    listener.expired(why, spans, bytes);
  }

  private void keepFromComingBack(Candidate candidate) {
    SharedBlock block = candidate.block();
    TenantId tenant = candidate.tenant().tenant();
    if (parts.log.holdsUpTo(tenant.name(), block.name().lastSequence())) {
      try {
        parts.notes.leave(tenant, block);
      } catch (IOException e) {
        LOG.warn("What the log has of {} may come back at the next start", block.name(), e);
      }
    }
  }
}
