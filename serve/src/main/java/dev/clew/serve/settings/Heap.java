package dev.clew.serve.settings;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;

/// The memory that the JVM may take. With too little of it the server would start, and die as soon
/// as it is asked for something.
///
/// @param oldBytes what is left for what lives long, beside the young generation
public record Heap(long bytes, long oldBytes) {
  /// A heap of 64 MiB that leaves 48 is tested to be enough to shed load.
  private static final long NEEDED_BYTES = 40L << 20;

  public static Heap ofThisProcess() {
    long all = Runtime.getRuntime().maxMemory();
    long old =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            // Those that are filled with what is new have no thresholds.
            .filter(MemoryPoolMXBean::isUsageThresholdSupported)
            .mapToLong(pool -> pool.getUsage().getMax())
            .filter(max -> max >= 0)
            .max()
            .orElse(all);
    return new Heap(all, old);
  }

  /// Says what to do where that is too little.
  public void requireRoom() throws SettingsException {
    if (oldBytes < NEEDED_BYTES) {
      throw new SettingsException(
          List.of(
              String.format(
                  Locale.ROOT,
                  "the heap needs %d MiB beside the young generation, has %d MiB of %d; allow more,"
                      + " such as CLEW_JAVA_OPTS=-Xmx256m, or a smaller young generation: -Xmn16m",
                  NEEDED_BYTES >> 20,
                  oldBytes >> 20,
                  bytes >> 20)));
    }
  }
}
