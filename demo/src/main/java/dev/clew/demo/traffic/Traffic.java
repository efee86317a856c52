package dev.clew.demo.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Sends what the script says to the gateway at a steady rate, without waiting for answers.
public final class Traffic implements AutoCloseable {
  private static final int MOST_AT_ONCE = 256;

  /// How long requests on their way may take once the traffic is to end.
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private final Script script;
  private final Customer customer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final LongAdder requests = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder skipped = new LongAdder();

  /// The first request goes out at once.
  public Traffic(Script script, Customer customer, double perSecond) {
    this.script = script;
    this.customer = customer;
    long period = Math.max(1, (long) (TimeUnit.SECONDS.toNanos(1) / perSecond));
    var _ = clock.scheduleAtFixedRate(this::send, 0, period, TimeUnit.NANOSECONDS);
  }

  public Tally tally() {
    return new Tally(requests.sum(), refused.sum(), unanswered.sum(), skipped.sum());
  }

  @Override
  public void close() {
    clock.shutdownNow();
    visits.shutdown();
    try {
      var _ = visits.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    visits.shutdownNow();
  }

  private void send() {
    Errand errand = script.next();
    if (!room.tryAcquire()) {
      skipped.increment();
      return;
    }
    visits.execute(() -> visit(errand));
  }

  private void visit(Errand errand) {
    try {
      requests.increment();
      if (customer.run(errand).statusCode() >= 400) {
        refused.increment();
      }
    } catch (IOException e) {
      unanswered.increment();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }
}
