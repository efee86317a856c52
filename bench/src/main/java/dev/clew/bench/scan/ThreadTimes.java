package dev.clew.bench.scan;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/// The CPU time that the threads of this process have had, without those of compiler and collector.
record ThreadTimes(Map<Long, Long> byThread) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static ThreadTimes now() {
    var times = new HashMap<Long, Long>();
    for (long thread : THREADS.getAllThreadIds()) {
      long nanos = THREADS.getThreadCpuTime(thread);
      if (nanos >= 0) {
        times.put(thread, nanos);
      }
    }
    return new ThreadTimes(times);
  }

  /// What came since then, but for that of threads that have ended.
  long nanosUntilNow() {
    return now().byThread.entrySet().stream()
        .mapToLong(each -> each.getValue() - byThread.getOrDefault(each.getKey(), 0L))
        .sum();
  }
}
