package dev.clew.query.run;

import dev.clew.query.Progress;
import dev.clew.query.QueryException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Spreads the parts of a query over the cores: the only place of the engine that starts threads.
///
/// All queries share its permits. A query always gets to run one part, more while permits are free;
/// a part starts with its permit in hand, so that parts never wait. Any thread may use it.
///
/// Parts run on platform threads. They compute and read mapped files, so that on virtual threads
/// they would hold the carriers, and no other virtual thread of the process would run: not even
/// where they yield, since a carrier takes up its own threads again before any that came later.
public final class Scatter {
  private final int width;
  private final Semaphore permits;

  // Kept for a minute when idle; the permits are the bound.
  private final Executor threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("query-", 0).factory());

  public Scatter(int width) {
    this.width = width;
    permits = new Semaphore(width, true);
  }

  /// One part of a query.
  public interface Part<T> {
    T run(int number, Watch watch) throws QueryException;
  }

  private record Done<T>(int number, @Nullable T result, @Nullable Throwable failure) {}

  /// Runs parts 0 to `count` - 1 and hands their results to `taker` in order, on this thread, until
  /// it says no. Returns, or fails with the first failure, once no part runs any more.
  public <T> void inOrder(int count, Watch watch, Part<T> part, Predicate<T> taker)
      throws QueryException {
    new Round<>(watch.part(), part).run(count, taker);
  }

  /// One call; its fields belong to the calling thread, but for the queue.
  private final class Round<T> {
    private final Watch watch;
    private final Part<T> part;
    private final BlockingQueue<Done<T>> queue = new LinkedBlockingQueue<>();
    private final Map<Integer, Done<T>> early = new HashMap<>();
    private int started;
    private int ended;
    private int taken;

    Round(Watch watch, Part<T> part) {
      this.watch = watch;
      this.part = part;
    }

    void run(int count, Predicate<T> taker) throws QueryException {
      try {
        while (taken < count) {
          startParts(count);
          awaitPart();
          if (!takeInOrder(taker)) {
            return;
          }
          Progress.tell("blocks", taken, count);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw Watch.cancelled();
      } finally {
        watch.cancel();
        awaitRunning();
      }
    }

    /// Not far ahead of what was taken: the taker may say no.
    private void startParts(int count) throws InterruptedException, QueryException {
      while (started < count && started - taken < 2 * width && acquire()) {
        int number = started;
        threads.execute(() -> run(number));
        started++;
      }
    }

    private boolean acquire() throws InterruptedException, QueryException {
      if (started > ended) {
        return permits.tryAcquire(0, TimeUnit.NANOSECONDS);
      }
      while (!permits.tryAcquire(watch.left().toMillis() + 1, TimeUnit.MILLISECONDS)) {
        watch.check();
      }
      return true;
    }

    /// Whoever hears of the end finds the permit free.
    private void run(int number) {
      Done<T> done = done(number);
      permits.release();
      queue.add(done);
    }

    private Done<T> done(int number) {
      try {
        return new Done<>(number, part.run(number, watch), null);
      } catch (Throwable e) { // whatever it is, it is rethrown where the parts are awaited
        return new Done<>(number, null, e);
      }
    }

    private void awaitPart() throws InterruptedException, QueryException {
      Done<T> done = queue.poll(watch.left().toMillis() + 1, TimeUnit.MILLISECONDS);
      if (done == null) {
        watch.check();
        return;
      }
      ended++;
      if (done.failure() != null) {
        throw rethrown(done.failure());
      }
      early.put(done.number(), done);
    }

    private boolean takeInOrder(Predicate<T> taker) {
      Done<T> next = early.remove(taken);
      while (next != null) {
        taken++;
        if (next.result() != null && !taker.test(next.result())) {
          return false;
        }
        next = early.remove(taken);
      }
      return true;
    }

    /// Whoever called is about to close what the parts read from.
    private void awaitRunning() {
      boolean interrupted = false;
      while (ended < started) {
        try {
          queue.take();
          ended++;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static QueryException rethrown(Throwable failure) {
    return switch (failure) {
      case QueryException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("a part of a query failed", failure);
    };
  }
}
