package dev.clew.bench;

import dev.clew.bench.load.Load;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets Ctrl-C and SIGTERM end a run as its duration would: the figures are shown, and the exit
/// code tells how the run went. Safe for many threads.
final class EndOnSignal implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Load load;
  private final Thread hook = new Thread(this::end, "end-on-signal");
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int exitCode = 1;

  EndOnSignal(Load load) {
    this.load = load;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Takes the code with which the process must end; returns it.
  int endWith(int code) {
    exitCode = code;
    return code;
  }

  private void end() {
    load.stop();
    try {
      boolean _ = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // Otherwise the JVM would end with the signal's number.
    Runtime.getRuntime().halt(exitCode);
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // A signal came: the hook is at work.
    }
  }
}
