package dev.clew.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What the threads of a JVM have run, to the nanosecond as Linux counts it, but for those of the
/// JIT compiler: how much they have left to do is luck. Owned by one thread.
///
/// A thread that ends takes with it what it has run since it was last looked at.
public final class ThreadTimes {
  private final Path threads;
  private final Map<String, Long> seen = new HashMap<>();

  public ThreadTimes(ProcessHandle process) {
    threads = Path.of("/proc", Long.toString(process.pid()), "task");
  }

  /// Since they began.
  public double seconds() throws IOException {
    try (var all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        look(thread);
      }
    }
    return seen.values().stream().mapToLong(Long::longValue).sum() / 1e9;
  }

  private void look(Path thread) {
    try {
      if (!isCompiler(Files.readString(thread.resolve("comm")))) {
        String[] times = Files.readString(thread.resolve("schedstat")).split(" ", -1);
        seen.put(thread.toString(), Long.parseLong(times[0]));
      }
    } catch (IOException _) {
      // It has just ended; what was seen of it stays.
    }
  }

  private static boolean isCompiler(String name) {
    return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
  }
}
