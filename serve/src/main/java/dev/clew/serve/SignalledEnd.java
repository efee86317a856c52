package dev.clew.serve;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a signal to end, such as Ctrl-C, into an orderly end with exit code 0. A JVM by itself
/// exits with a code of the signal, unless its shutdown hook halts it first.
///
/// Any thread; the hook's own thread closes and halts.
final class SignalledEnd implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignalledEnd.class);

  private final Thread hook = new Thread(this::end, "clew-end");
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile @Nullable Clew clew;

  private SignalledEnd() {}

  /// From here on a signal ends the process with 0.
  static SignalledEnd expect() {
    var end = new SignalledEnd();
    Runtime.getRuntime().addShutdownHook(end.hook);
    return end;
  }

  /// From here on the signal closes this first.
  void closes(Clew opened) {
    clew = opened;
  }

  /// Waits for the signal, and so for the end of the process.
  void await() throws InterruptedException {
    never.await();
  }

  private void end() {
    int code = 0;
    Clew opened = clew;
    if (opened != null) {
      LOG.info("Stopping: nothing new is taken, what is under way is answered");
      try {
        opened.close();
        LOG.info("Stopped");
      } catch (IOException | RuntimeException e) {
        LOG.error("The end was not in order", e);
        code = 1;
      }
    }
    Runtime.getRuntime().halt(code);
  }

  /// Forgets about signals.
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
