package dev.clew.bench.agent;

import dev.clew.bench.ask.Connection;
import dev.clew.bench.ask.Interview;
import dev.clew.bench.ask.Question;
import dev.clew.bench.load.Latencies;
import dev.clew.bench.process.Application;
import dev.clew.bench.process.ThreadTimes;
import dev.clew.bench.process.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One process of a variant, from its start to its end. Owned by one thread.
public final class Trial implements AutoCloseable {
  /// A servlet that reads three rows of a database in memory by their keys: four spans.
  private static final Question WORK = Question.of("/do/lookups");

  private static final Question ALLOCATED = Question.of("/do/allocated");

  private final Sink sink;
  private final Application application;
  private final Usage usage;
  private final ThreadTimes times;
  private final Connection connection;
  private final double startSeconds;
  private final double startCpuSeconds;
  private Interview interview;
  private Mark from;
  private double lapFrom;

  private Trial(Sink sink, Application application, long launchedNanos)
      throws IOException, InterruptedException {
    this.sink = sink;
    this.application = application;
    usage = Usage.of(application.process());
    times = new ThreadTimes(application.process().orElseThrow());
    application.awaitReady();
    startSeconds = (System.nanoTime() - launchedNanos) / 1e9;
    startCpuSeconds = usage.cpuSeconds();
    connection = new Connection(application.web());
    interview = new Interview(connection, () -> WORK, 200);
    from = mark();
  }

  /// Starts it and waits until it serves.
  public static Trial start(Variant variant, Path folder) throws IOException, InterruptedException {
    Sink sink = new Sink();
    List<String> options = new ArrayList<>(variant.options());
    options.add("-Dotel.exporter.otlp.endpoint=" + sink.address());
    long launched = System.nanoTime();
    Path log = folder.resolve(variant.name() + "." + launched + ".log");
    return new Trial(sink, Application.launch(variant.name(), options, log), launched);
  }

  /// What had been used at one moment.
  private record Mark(double cpuSeconds, double allocated, double sent) {}

  /// What a request costs.
  ///
  /// @param cpuMicros of the whole process but for the JIT compiler
  /// @param sentBytes of bodies, as they go over the wire
  public record Cost(
      double cpuMicros, double allocatedBytes, double sentBytes, Latencies.Snapshot latencies) {}

  public double startSeconds() {
    return startSeconds;
  }

  public double startCpuSeconds() {
    return startCpuSeconds;
  }

  public double mostMegabytes() {
    return usage.mostOwnMegabytes();
  }

  /// Asks so often.
  public void ask(long requests) throws IOException {
    interview.ask(requests, _ -> {});
  }

  /// Counts what comes from now on.
  public void count() throws IOException {
    interview = new Interview(connection, () -> WORK, 200);
    from = mark();
    lapFrom = from.cpuSeconds;
  }

  /// What the process has used since the last lap, or since the counting began; what works behind
  /// the requests runs on while others are asked.
  public double lapCpuSeconds() throws IOException {
    double now = times.seconds();
    double lap = now - lapFrom;
    lapFrom = now;
    return lap;
  }

  /// A request's share of all that was used since the counting began.
  public Cost cost() throws IOException {
    Mark to = mark();
    double requests = interview.answers();
    return new Cost(
        (to.cpuSeconds - from.cpuSeconds) * 1e6 / requests,
        (to.allocated - from.allocated) / requests,
        (to.sent - from.sent) / requests,
        interview.latencies());
  }

  private Mark mark() throws IOException {
    double allocated = Double.parseDouble(connection.ask(ALLOCATED).text());
    return new Mark(times.seconds(), allocated, sink.bytes());
  }

  @Override
  public void close() throws IOException {
    connection.close();
    usage.close();
    application.close();
    sink.close();
  }
}
