package dev.clew.store.embedded;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.block.BlockScan;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all blocks again and again, slowly, to find what the disk has lost before somebody asks
/// for it.
///
/// Of a block with damage the rest goes on being served; one that could not even be opened is set
/// aside. Owned by the thread that does a round of [Upkeep].
public final class Scrubber {
  private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(10).toNanos();

  /// What one round may read at most.
  private static final double MAX_ROUND_BYTES = 64 << 20;

  private record Target(TenantSpans tenant, SharedBlock shared) {
    SealedBlock block() {
      return shared.block();
    }
  }

  private final Tenants tenants;
  private final Disk disk;
  private final StoreClock clock;
  private final StoreListener listener;
  private final long intervalNanos;

  private final Deque<Target> pass = new ArrayDeque<>();
  private @Nullable Target current;
  private @Nullable BlockScan scan;
  private boolean hasFoundDamage;
  private boolean isFirstPass = true;
  private double allowedBytes;
  private long scrubbedNanos;
  private long lookedNanos;

  /// @param interval how often every byte is to be read
  public Scrubber(
      Tenants tenants, Disk disk, StoreClock clock, StoreListener listener, Duration interval) {
    this.tenants = tenants;
    this.disk = disk;
    this.clock = clock;
    this.listener = listener;
    intervalNanos = interval.toNanos();
    scrubbedNanos = clock.monotonicNanos();
    lookedNanos = scrubbedNanos - LOOK_NANOS;
  }

  /// Reads as much as the time that has passed allows.
  void scrubDue() {
    long now = clock.monotonicNanos();
    if (now - lookedNanos >= LOOK_NANOS) {
      lookedNanos = now;
      targets().forEach(this::look);
    }
    double total = targets().stream().mapToDouble(each -> each.block().bytes()).sum();
    double due = allowedBytes + total * (now - scrubbedNanos) / intervalNanos;
    allowedBytes = Math.min(due, Math.min(total, MAX_ROUND_BYTES));
    scrubbedNanos = now;
    while (allowedBytes > 0 && step()) {
      // Each step takes what it has read off the allowance.
    }
  }

  private List<Target> targets() {
    var targets = new ArrayList<Target>();
    for (TenantSpans tenant : tenants.all()) {
      tenant.blocks().forEach(block -> targets.add(new Target(tenant, block)));
    }
    targets.sort(Comparator.comparingLong(each -> each.block().origin().createdNanos()));
    return targets;
  }

  /// Sees that a file is there and as long as it was: what is mapped stays readable after somebody
  /// has deleted it, and would be missed only after the next start.
  private void look(Target target) {
    SharedBlock shared = target.shared();
    try {
      long bytes = disk.size(shared.file());
      if (bytes != target.block().bytes()) {
        var damage =
            new CorruptBlockException(
                target.block().name(),
                Math.min(bytes, target.block().bytes()),
                "needs " + target.block().bytes() + " bytes, has " + bytes);
        giveUp(target, Quarantine.setAside(disk, shared.file(), damage));
      }
    } catch (NoSuchFileException _) {
      giveUp(target, "block " + shared.file() + " is gone");
    } catch (IOException e) {
      note(target, "block " + shared.file() + " cannot be looked at: " + e);
    }
  }

  private void giveUp(Target target, String what) {
    if (target.tenant().giveUp(target.shared(), what)) {
      LOG.error("{}", what);
      listener.damaged();
    }
  }

  private void note(Target target, String what) {
    hasFoundDamage = true;
    if (target.shared().isHeld() && target.shared().note(what)) {
      LOG.error("{}; the rest of it is served", what);
      listener.damaged();
    }
  }

  /// Reads one section; false when there is nothing to read.
  private boolean step() {
    Target target = current;
    BlockScan open = scan;
    if (target == null || open == null || !target.shared().isHeld()) {
      return begin();
    }
    try {
      Optional<BlockScan.Part> part = open.next();
      if (part.isPresent()) {
        count(part.get().bytes());
      } else {
        end(target);
      }
    } catch (CorruptBlockException e) {
      allowedBytes -= 1;
      note(target, String.valueOf(e.getMessage()));
    }
    return true;
  }

  private void count(long bytes) {
    allowedBytes -= bytes;
    listener.scrubbed(bytes);
  }

  private void end(Target target) {
    if (!hasFoundDamage) {
      target.shared().forgive();
    }
    current = null;
    scan = null;
  }

  /// Begins with the next block; false when there is none.
  private boolean begin() {
    if (pass.isEmpty()) {
      pass.addAll(targets());
      skipToPhase();
    }
    Target next = pass.poll();
    if (next == null) {
      return false;
    }
    hasFoundDamage = false;
    current = next;
    scan = next.block().scan();
    if (next.shared().isHeld()) {
      reopen(next);
    }
    return true;
  }

  /// Where in the blocks to begin is told by the calendar, so that a process that lives shorter
  /// than a pass takes does not begin with the same ones each time.
  private void skipToPhase() {
    if (isFirstPass && !pass.isEmpty()) {
      isFirstPass = false;
      long phase = Math.floorMod(clock.wallNanos(), intervalNanos);
      int skipped = (int) (pass.size() * (phase / (double) intervalNanos));
      for (int at = 0; at < skipped; at++) {
        pass.add(pass.remove());
      }
    }
  }

  private void reopen(Target target) {
    try {
      SealedBlock.open(disk, target.shared().file()).close();
    } catch (CorruptBlockException e) {
      if (e.isUnread()) {
        note(target, String.valueOf(e.getMessage()));
      } else {
        setAside(target, e);
      }
    } catch (NoSuchFileException _) {
      look(target);
    } catch (IOException e) {
      note(target, "block " + target.shared().file() + " cannot be opened: " + e);
    }
  }

  private void setAside(Target target, CorruptBlockException damage) {
    try {
      giveUp(target, Quarantine.setAside(disk, target.shared().file(), damage));
    } catch (IOException e) {
      note(target, damage.getMessage() + "; cannot be set aside: " + e);
    }
  }
}
