package dev.clew.store.wal;

import dev.clew.store.wal.WriteAheadLog.Ticket;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is asked of the log's thread, in the order in which it was asked: requests to write, and
/// new segments to begin. It gives requests their sequences.
///
/// Guarded by its own lock; any thread asks, the log's thread takes.
final class WalQueue {
  private static final Logger LOG = LoggerFactory.getLogger(WalQueue.class);

  private List<Pending> requests = new ArrayList<>();

  /// Who waits for a new segment.
  private final List<CompletableFuture<Void>> rolls = new ArrayList<>();

  private boolean isClosing;
  private long nextSequence;

  WalQueue(long firstSequence) {
    nextSequence = firstSequence;
  }

  synchronized Ticket append(String tenant, Encoding encoding, byte[] body) {
    var done = new CompletableFuture<Void>();
    long sequence = nextSequence++;
    if (isClosing) {
      done.completeExceptionally(closed());
    } else {
      if (requests.isEmpty()) {
        notifyAll(); // who waits for company waits for a time, not for more
      }
      requests.add(new Pending(new WalRecord(sequence, tenant, encoding, body), done));
    }
    return new Ticket(sequence, done);
  }

  /// Asks for a new segment.
  synchronized CompletableFuture<Void> roll() throws IOException {
    if (isClosing) {
      throw closed();
    }
    var done = new CompletableFuture<Void>();
    rolls.add(done);
    notifyAll();
    return done;
  }

  private static IOException closed() {
    return new IOException("the store is closed");
  }

  /// Takes no more, and wakes who waits.
  synchronized void close() {
    isClosing = true;
    notifyAll();
  }

  /// The last sequence that was given.
  synchronized long lastSequence() {
    return nextSequence - 1;
  }

  /// True when nothing is left and nothing more will come.
  synchronized boolean isDone() {
    return isClosing && requests.isEmpty() && rolls.isEmpty();
  }

  /// Takes all requests. Waits while there are none, and then for company.
  ///
  /// @param idleNanos how long to wait for the first at most; 0 for ever
  /// @param lingerUntil on the clock of `System.nanoTime`, until when others may join
  synchronized List<Pending> take(long idleNanos, long lingerUntil) {
    if (requests.isEmpty() && rolls.isEmpty() && !isClosing) {
      rest(idleNanos);
    }
    long linger = lingerUntil - System.nanoTime();
    while (!requests.isEmpty() && linger > 0 && !isClosing) {
      rest(linger);
      linger = lingerUntil - System.nanoTime();
    }
    List<Pending> group = requests;
    requests = new ArrayList<>();
    return group;
  }

  synchronized List<CompletableFuture<Void>> takeRolls() {
    List<CompletableFuture<Void>> asked = List.copyOf(rolls);
    rolls.clear();
    return asked;
  }

  @SuppressWarnings("WaitNotInLoop") // the callers look at the queue again and again
  private void rest(long nanos) {
    try {
      if (nanos == 0) {
        wait();
      } else {
        wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
      }
    } catch (InterruptedException _) {
      // Nobody has the thread that waits but the log, which stops it by `isClosing`.
      LOG.debug("Interrupted while waiting for requests");
    }
  }
}
