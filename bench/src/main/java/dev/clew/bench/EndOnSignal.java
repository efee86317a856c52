package dev.clew.bench;

import dev.clew.bench.load.Load;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a signal such as Ctrl-C end a run instead of the process, which then ends once the results
/// are shown and this is closed.
final class EndOnSignal implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Load load;
  private final CountDownLatch done = new CountDownLatch(1);

  private EndOnSignal(Load load) {
    this.load = load;
  }

  static EndOnSignal of(Load load) {
    EndOnSignal hook = new EndOnSignal(load);
    Runtime.getRuntime().addShutdownHook(new Thread(hook::end, "end-on-signal"));
    return hook;
  }

  private void end() {
    load.stop();
    try {
      boolean _ = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
  }
}
