package dev.clew.bench.ask;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks at a steady pace on a thread of its own until it is ended. What comes late because the
/// answer before it took long counts from when it was due. Owned by the thread that started it.
public final class PacedInterview {
  private final Interview interview;
  private final long intervalNanos;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private final Thread thread;

  private PacedInterview(Interview interview, double perSecond) {
    this.interview = interview;
    intervalNanos = (long) (1e9 / perSecond);
    thread = Thread.ofVirtual().name("interview").unstarted(this::askUntilEnded);
  }

  public static PacedInterview start(Interview interview, double perSecond) {
    PacedInterview paced = new PacedInterview(interview, perSecond);
    paced.thread.start();
    return paced;
  }

  private void askUntilEnded() {
    long due = System.nanoTime();
    try {
      while (!ending.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        interview.askOne(due, _ -> {});
        due += intervalNanos;
      }
    } catch (IOException thrown) {
      failure.set(thrown);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends it after the answer to come and tells how it went.
  public Interview end() throws IOException, InterruptedException {
    ending.countDown();
    thread.join();
    IOException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    return interview;
  }
}
