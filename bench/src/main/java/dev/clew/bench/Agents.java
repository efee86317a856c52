package dev.clew.bench;

import dev.clew.bench.agent.Trial;
import dev.clew.bench.agent.Variant;
import dev.clew.bench.process.Application;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `clew bench agent`: what tracing costs the traced.
@Command(
    name = "agent",
    sortOptions = false,
    description =
        "Starts an application without an agent, with OpenTelemetry's and with Clew's, and asks"
            + " them in turn: a servlet with three statements to a database. What a request costs is"
            + " of the whole process, with what sends its spans to a server that only counts."
            + " Figures are medians of the rounds; each is compared with OpenTelemetry's agent of"
            + " its own round: CPU time turn by turn, by the median of the turns, which leaves out"
            + " what a collection of garbage or the machine does to some; and in all.")
final class Agents extends BenchCommand {
  /// What waits to be sent is sent within this.
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private static final int SPANS = 4;

  private static final Column WHAT = new Column("traced by", "variant", "%s");
  private static final Column START = new Column("start s", "startSeconds", "%.2f");
  private static final Column START_CPU = new Column("start CPU s", "startCpuSeconds", "%.2f");
  private static final Column CPU = new Column("CPU µs each", "cpuMicrosEach", "%.1f");
  private static final Column MORE_CPU =
      new Column("beside upstream", "cpuPercentMore", "%+.1f %%");
  private static final Column TOTAL = new Column("in all", "cpuPercentMoreInAll", "%+.1f %%");
  private static final Column LEAST = new Column("least", "cpuPercentMoreLeast", "%+.1f %%");
  private static final Column MOST = new Column("most", "cpuPercentMoreMost", "%+.1f %%");
  private static final Column BYTES = new Column("B each", "allocatedBytesEach", "%,.0f");
  private static final Column MORE = new Column("more a span", "allocatedBytesMoreSpan", "%+.0f");
  private static final Column SENT = new Column("sent B each", "sentBytesEach", "%.1f");

  @Option(
      names = "--variant",
      description = "to compare with OpenTelemetry's agent, may be given again; default: all")
  private List<String> wanted = List.of();

  @Option(names = "--rounds", description = "of new processes; default: ${DEFAULT-VALUE}")
  private int rounds = 3;

  @Option(names = "--warm-up", description = "requests first; default: 16k")
  private Count warmUp = Count.parse("16k");

  @Option(names = "--turns", description = "in which each is asked; default: ${DEFAULT-VALUE}")
  private int turns = 64;

  @Option(names = "--requests", description = "a turn; default: ${DEFAULT-VALUE}")
  private int requests = 250;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report =
        new Report("agent", Machine.now())
            .with("rounds", rounds)
            .with("requests", turns + " turns of " + requests);
    List<Variant> variants = variants();
    Map<Variant, List<Seen>> seen = new LinkedHashMap<>();
    try (TemporaryFolder folder = TemporaryFolder.of("agent")) {
      for (int round = 0; round < rounds; round++) {
        progress().tell("round " + (round + 1));
        round(variants, folder).forEach((variant, each) -> of(variant, seen).add(each));
      }
    }
    List<Seen> upstream = of(variants.getFirst(), seen);
    seen.forEach((variant, all) -> report.add(row(variant.name(), all, upstream)));
    report.print(out());
    return ExitCode.OK;
  }

  private List<Variant> variants() throws IOException {
    List<Variant> all = Variant.all(Application.upstreamAgent(), Application.clewAgent());
    List<String> names = all.stream().map(Variant::name).toList();
    if (!names.containsAll(wanted)) {
      throw new ParameterException(line(), "--variant needs some of " + names + ", got " + wanted);
    }
    return all.stream()
        .filter(
            each -> wanted.isEmpty() || each.equals(all.getFirst()) || wanted.contains(each.name()))
        .toList();
  }

  private static List<Seen> of(Variant variant, Map<Variant, List<Seen>> seen) {
    return seen.computeIfAbsent(variant, _ -> new ArrayList<>());
  }

  /// What was seen of one process.
  ///
  /// @param laps CPU seconds of each turn
  private record Seen(
      double start, double startCpu, double megabytes, List<Double> laps, Trial.Cost cost) {
    /// How much more a turn took than another process's at the same time.
    double percentMore(Seen other) {
      List<Double> more = new ArrayList<>();
      for (int lap = 0; lap < laps.size(); lap++) {
        more.add((laps.get(lap) / other.laps.get(lap) - 1) * 100);
      }
      return median(more, Double::doubleValue);
    }
  }

  /// New processes of all variants, which live side by side so that what disturbs one disturbs all.
  private Map<Variant, Seen> round(List<Variant> variants, TemporaryFolder folder)
      throws IOException, InterruptedException {
    Map<Variant, Trial> trials = new LinkedHashMap<>();
    try {
      for (Variant variant : variants) {
        trials.put(variant, Trial.start(variant, folder.path()));
      }
      for (Trial trial : trials.values()) {
        trial.ask(warmUp.value());
      }
      return measure(trials);
    } finally {
      for (Trial trial : trials.values()) {
        trial.close();
      }
    }
  }

  private Map<Variant, Seen> measure(Map<Variant, Trial> trials)
      throws IOException, InterruptedException {
    Thread.sleep(SETTLE);
    for (Trial trial : trials.values()) {
      trial.count();
    }
    Map<Variant, List<Double>> laps = new LinkedHashMap<>();
    List<Trial> order = new ArrayList<>(trials.values());
    for (int turn = 0; turn < turns; turn++) {
      for (Trial trial : order) {
        trial.ask(requests);
      }
      for (var entry : trials.entrySet()) {
        double lap = entry.getValue().lapCpuSeconds();
        laps.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(lap);
      }
      // Whoever comes first finds other caches than the next.
      Collections.reverse(order);
    }
    Thread.sleep(SETTLE);
    Map<Variant, Seen> seen = new LinkedHashMap<>();
    for (var entry : trials.entrySet()) {
      Trial trial = entry.getValue();
      seen.put(
          entry.getKey(),
          new Seen(
              trial.startSeconds(),
              trial.startCpuSeconds(),
              trial.mostMegabytes(),
              laps.getOrDefault(entry.getKey(), List.of()),
              trial.cost()));
    }
    return seen;
  }

  private static Row row(String name, List<Seen> all, List<Seen> upstream) {
    List<Double> more = new ArrayList<>();
    List<Double> total = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (int round = 0; round < all.size(); round++) {
      Trial.Cost own = all.get(round).cost();
      Trial.Cost theirs = upstream.get(round).cost();
      more.add(all.get(round).percentMore(upstream.get(round)));
      total.add((own.cpuMicros() / theirs.cpuMicros() - 1) * 100);
      bytes.add((own.allocatedBytes() - theirs.allocatedBytes()) / SPANS);
    }
    more.sort(null);
    return new Row()
        .put(WHAT, name)
        .put(START, median(all, Seen::start))
        .put(START_CPU, median(all, Seen::startCpu))
        .put(Figures.OWN, median(all, Seen::megabytes))
        .put(CPU, median(all, each -> each.cost().cpuMicros()))
        .put(MORE_CPU, median(more, Double::doubleValue))
        .put(TOTAL, median(total, Double::doubleValue))
        .put(LEAST, more.getFirst())
        .put(MOST, more.getLast())
        .put(BYTES, median(all, each -> each.cost().allocatedBytes()))
        .put(MORE, median(bytes, Double::doubleValue))
        .put(SENT, median(all, each -> each.cost().sentBytes()))
        .put(Figures.P50, median(all, each -> each.cost().latencies().millis(0.5)))
        .put(Figures.P99, median(all, each -> each.cost().latencies().millis(0.99)));
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
