package dev.clew.everything;

import com.sun.management.ThreadMXBean;
import dev.clew.instrument.Clew;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Work on other threads, which belongs to the request all the same.
final class Threads {
  void addTo(Map<String, Action> actions) {
    actions.put("virtual", this::virtual);
    actions.put("long", this::wait3Seconds);
    actions.put("allocated", Threads::allocated);
  }

  /// Bytes, by all threads so far.
  private static String allocated() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return "" + threads.getTotalThreadAllocatedBytes();
  }

  private String wait3Seconds() throws InterruptedException {
    Thread.sleep(3_000);
    return "waited";
  }

  private String virtual() throws ExecutionException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(() -> Clew.span("on a virtual thread").call(() -> "done")).get();
    }
  }
}
