package dev.clew.store.embedded;

import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes out the blocks that are too old, and the oldest where all take too much room.
///
/// A block's age counts from when it was sealed: what clients say of their spans' time neither
/// keeps them for ever nor deletes them at once. Guarded by its own lock.
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Tenants tenants;
  private final StoreSettings settings;
  private final RetentionClock clock;
  private final StoreListener listener;

  public Retention(
      Tenants tenants, StoreSettings settings, StoreClock clock, StoreListener listener) {
    this.tenants = tenants;
    this.settings = settings;
    this.clock = new RetentionClock(clock);
    this.listener = listener;
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
    long deadline = clock.nanos() - settings.retention().toNanos();
    List<Candidate> oldestFirst = candidates();
    long bytes = oldestFirst.stream().mapToLong(Candidate::bytes).sum();
    for (Candidate each : oldestFirst) {
      if (each.createdNanos() >= deadline && bytes <= settings.maxBlockBytes()) {
        return;
      }
      bytes -= each.bytes();
      expire(each);
    }
  }

  private List<Candidate> candidates() {
    var candidates = new ArrayList<Candidate>();
    for (TenantSpans tenant : tenants.all()) {
      tenant.blocks().forEach(block -> candidates.add(new Candidate(tenant, block)));
    }
    candidates.sort(Comparator.comparingLong(Candidate::createdNanos));
    return candidates;
  }

  private void expire(Candidate candidate) {
    int spans = candidate.block().block().rowCount();
    long bytes = candidate.bytes();
    LOG.info("Expire block {}: {} spans, {} bytes", candidate.block().name(), spans, bytes);
    candidate.tenant().expire(candidate.block());
    listener.expired(spans, bytes);
  }
}
