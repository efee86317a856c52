package dev.clew.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Watches what a process uses from the moment it is made. Safe for many threads.
public final class Usage implements AutoCloseable {
  private static final int EVERY_MILLIS = 100;
  private static final double MEGA = 1e6;

  private final Optional<ProcessHandle> process;
  private final Duration cpuBefore;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile double mostOwn = Double.NaN;
  private volatile double mostOfFiles = Double.NaN;

  private Usage(Optional<ProcessHandle> process) {
    this.process = process;
    cpuBefore = total();
  }

  /// Begins to watch; of nothing, nothing is known.
  public static Usage of(Optional<ProcessHandle> process) {
    Usage usage = new Usage(process);
    usage.sample();
    Thread.ofPlatform().daemon().name("usage").start(usage::sampleUntilClosed);
    return usage;
  }

  /// The CPU seconds of all its threads; not a number when there is no process to watch.
  public double cpuSeconds() {
    return process.isEmpty() ? Double.NaN : total().minus(cpuBefore).toNanos() / 1e9;
  }

  private Duration total() {
    return process.flatMap(each -> each.info().totalCpuDuration()).orElse(Duration.ZERO);
  }

  /// The most megabytes of memory of its own that were resident; not a number where the system does
  /// not tell.
  public double mostOwnMegabytes() {
    return mostOwn;
  }

  /// The most megabytes of mapped files that were resident: memory that the system can take back.
  public double mostFileMegabytes() {
    return mostOfFiles;
  }

  private void sampleUntilClosed() {
    try {
      while (!ending.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        sample();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void sample() {
    List<String> lines = status(process);
    mostOwn = most(mostOwn, megabytes(lines, "RssAnon:"));
    mostOfFiles = most(mostOfFiles, megabytes(lines, "RssFile:"));
  }

  /// The megabytes of a JVM's own memory that are resident once it has collected its garbage; not a
  /// number where the system does not tell.
  public static double ownMegabytesWithoutGarbage(ProcessHandle jvm)
      throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process collection =
        new ProcessBuilder(jcmd, Long.toString(jvm.pid()), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    if (!collection.waitFor(1, TimeUnit.MINUTES) || collection.exitValue() != 0) {
      collection.destroyForcibly();
      throw new IOException("jcmd must be able to collect the garbage of process " + jvm.pid());
    }
    return megabytes(status(Optional.of(jvm)), "RssAnon:");
  }

  /// What the system says of a process; nothing where it is over, or the system tells nothing.
  private static List<String> status(Optional<ProcessHandle> process) {
    String pid = process.map(each -> Long.toString(each.pid())).orElse("-");
    try {
      return Files.readAllLines(Path.of("/proc", pid, "status"));
    } catch (IOException _) {
      return List.of();
    }
  }

  private static double most(double before, double now) {
    return Double.isNaN(before) ? now : Double.isNaN(now) ? before : Math.max(before, now);
  }

  private static double megabytes(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToDouble(kibibytes -> Double.parseDouble(kibibytes) * 1024 / MEGA)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public void close() {
    ending.countDown();
  }
}
