package dev.clew.demo.telemetry;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Counts the spans that were made, those that left and those that could not, over all services,
/// and warns once.
public final class ExportTally {
  private final LongAdder made = new LongAdder();
  private final LongAdder exported = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicBoolean hasWarned = new AtomicBoolean();
  private final Consumer<String> warning;

  public ExportTally(Consumer<String> warning) {
    this.warning = warning;
  }

  public long exported() {
    return exported.sum();
  }

  public long failed() {
    return failed.sum();
  }

  /// Made but not exported: at the end these are lost, before that some still wait.
  public long missing() {
    return made.sum() - exported.sum();
  }

  void made() {
    made.increment();
  }

  void succeeded(int spans) {
    exported.add(spans);
  }

  void failed(int spans) {
    failed.add(spans);
    if (hasWarned.compareAndSet(false, true)) {
      warning.accept("spans could not be exported; the shop goes on and counts them");
    }
  }
}
