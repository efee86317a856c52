package dev.clew.store.wal;

import dev.clew.store.disk.Disk;
import dev.clew.wire.Encoding;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts requests on the disk in the order they come; one thread writes and syncs for all.
///
/// After a failed write or sync nothing more is ever acknowledged on that file, since the operating
/// system may have forgotten what it could not write: the segment is given up, and all that was not
/// known to be durable is written again to a new one. While that fails too, requests fail at once,
/// and the log tries again by itself.
///
/// Any thread asks it by its queue; the segments belong to the log's thread.
public final class WriteAheadLog implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);

  private final Disk disk;
  private final WalSettings settings;
  private final KeptSegments kept = new KeptSegments();
  private final List<String> damage;
  private final SegmentChain segments;
  private final WalQueue queue;
  private final Thread thread;

  private long failedNanos;
  private volatile @Nullable String problem;

  /// The last sequence of those that were written, or have failed.
  private volatile long answered;

  /// Opens the log of a folder: hands every request it holds to `sink`, then takes new ones.
  ///
  /// @param coveredSequence the last sequence that any sealed block holds; new ones come after it
  public static WriteAheadLog open(
      Disk disk,
      WalSettings settings,
      long coveredSequence,
      WalListener listener,
      WalRecord.Sink sink)
      throws IOException {
    disk.createFolder(settings.folder());
    return new WriteAheadLog(disk, settings, coveredSequence, listener, sink);
  }

  private WriteAheadLog(
      Disk disk,
      WalSettings settings,
      long coveredSequence,
      WalListener listener,
      WalRecord.Sink sink)
      throws IOException {
    this.disk = disk;
    this.settings = settings;
    var replay = new WalReplay(disk, settings.folder(), kept, sink);
    replay.run();
    damage = replay.damage();
    long lastSequence = Math.max(replay.highestSequence(), coveredSequence);
    answered = lastSequence;
    queue = new WalQueue(lastSequence + 1);
    var parts = new SegmentChain.Parts(disk, settings, listener, kept);
    segments = new SegmentChain(parts, replay.lastNumber() + 1, lastSequence);
    startSegment();
    thread = Thread.ofPlatform().name("clew-wal").start(this::run);
  }

  /// A log that cannot be written now still gives back what it holds, and tries again by itself.
  private void startSegment() {
    try {
      segments.begin();
    } catch (IOException e) {
      refuseBecauseOf(e);
    }
  }

  private void refuseBecauseOf(Throwable e) {
    LOG.error("Log cannot be written; requests are refused until it can", e);
    failedNanos = System.nanoTime();
    problem = "the log cannot be written: " + e;
  }

  /// What was found broken when the log was opened, a sentence each.
  public List<String> damage() {
    return damage;
  }

  /// Why requests fail at present, if they do.
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /// The bytes of all segments.
  public long bytes() {
    return kept.bytes();
  }

  /// A request on its way to the disk.
  ///
  /// @param durable completes when it is as durable as the sync mode says, or fails when it is not
  public record Ticket(long sequence, CompletableFuture<Void> durable) {}

  /// Queues a request; does not wait. The body must not change any more.
  public Ticket append(String tenant, Encoding encoding, byte[] body) {
    return queue.append(tenant, encoding, body);
  }

  /// Sealed blocks now hold this tenant's requests up to `sequence`: segments of which that is true
  /// for all they hold are deleted.
  public void release(String tenant, long sequence) throws IOException {
    kept.cover(tenant, sequence);
    for (var path : kept.unneeded()) {
      disk.delete(path);
      // One by one, so that no loss of power brings back a segment whose successor stays gone.
      disk.syncFolder(settings.folder());
      kept.forget(path);
    }
  }

  /// True when the log still has a request of a tenant up to `sequence`, or may write one yet.
  public boolean holdsUpTo(String tenant, long sequence) {
    if (problem != null || answered < Math.min(sequence, queue.lastSequence())) {
      return true;
    }
    return kept.holdsUpTo(tenant, sequence);
  }

  /// Begins a new segment, so that what the log has now can be released; waits until that is done.
  public void roll() throws IOException {
    CompletableFuture<Void> done = queue.roll();
    try {
      done.join();
    } catch (CompletionException e) {
      throw new IOException("the log cannot begin a new segment", e.getCause());
    }
  }

  /// Writes and syncs what is queued, then stops.
  @Override
  public void close() throws IOException {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!queue.isDone()) {
      List<Pending> group = queue.take(idleNanos(), segments.lingerUntil());
      if (!group.isEmpty() || segments.needsSync() || (problem != null && mayRetry())) {
        commitSafely(group);
      }
      if (!group.isEmpty()) {
        answered = group.getLast().record().sequence();
      }
      roll(queue.takeRolls());
    }
    shutDown();
  }

  /// How long the log may sleep when nothing comes; 0 for ever.
  private long idleNanos() {
    return problem == null ? segments.idleNanos() : Math.max(1, settings.retry().toNanos());
  }

  private void roll(List<CompletableFuture<Void>> asked) {
    if (asked.isEmpty()) {
      return;
    }
    try {
      segments.roll();
      asked.forEach(each -> each.complete(null));
    } catch (IOException | RuntimeException e) {
      segments.poison();
      asked.forEach(each -> each.completeExceptionally(e));
    }
  }

  private boolean mayRetry() {
    return System.nanoTime() - failedNanos >= settings.retry().toNanos();
  }

  /// Whatever is thrown, the thread lives on and those who wait are told: without it they would
  /// wait for ever.
  private void commitSafely(List<Pending> group) {
    try {
      commit(group);
    } catch (Throwable e) {
      refuseBecauseOf(e);
      fail(group, e);
    }
  }

  /// Writes the group; on a failure once more to a new segment.
  private void commit(List<Pending> group) {
    if (problem != null && !mayRetry()) {
      fail(group, new IOException(problem));
      return;
    }
    try {
      segments.write(group);
      succeed(group);
    } catch (IOException | RuntimeException | Error first) {
      LOG.error("Log segment failed, trying a new one", first);
      segments.poison();
      commitAgain(group, first);
    }
  }

  private void commitAgain(List<Pending> group, Throwable first) {
    try {
      segments.write(group);
      succeed(group);
    } catch (IOException | RuntimeException | Error second) {
      second.addSuppressed(first);
      segments.poison();
      refuseBecauseOf(second);
      fail(group, second);
    }
  }

  private void succeed(List<Pending> group) {
    if (problem != null) {
      LOG.info("Log can be written again");
      problem = null;
    }
    group.forEach(each -> each.done().complete(null));
  }

  private static void fail(List<Pending> group, Throwable why) {
    group.forEach(each -> each.done().completeExceptionally(why));
  }

  private void shutDown() {
    try {
      segments.close();
    } catch (IOException e) {
      LOG.error("Log could not be synced when it was closed", e);
    }
  }
}
