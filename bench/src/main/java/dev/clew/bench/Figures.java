package dev.clew.bench;

import dev.clew.bench.ask.Interview;
import dev.clew.bench.load.Latencies;
import dev.clew.bench.load.Totals;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Row;

/// The columns that several benchmarks share.
final class Figures {
  static final Column P50 = new Column("p50 ms", "p50Millis", "%.2f");
  static final Column P99 = new Column("p99 ms", "p99Millis", "%.2f");
  static final Column MOST = new Column("max ms", "maxMillis", "%.2f");
  static final Column OWN = new Column("anon MB", "rssAnonMegabytes", "%.0f");
  static final Column FILES = new Column("file MB", "rssFileMegabytes", "%.0f");

  /// What the load generator itself takes, which tells how fast the machine is.
  static final Column GENERATOR =
      new Column("own CPU s/M", "generatorCpuSecondsPerMillionSpans", "%.2f");

  private static final Column SPANS = new Column("spans", "ackedSpans", "%,.0f");
  private static final Column SPEED = new Column("spans/s", "spansPerSecond", "%,.0f");
  private static final Column CPU = new Column("CPU s/M", "cpuSecondsPerMillionSpans", "%.2f");
  private static final Column PER_CPU = new Column("spans/CPU s", "spansPerCpuSecond", "%,.0f");
  private static final Column REFUSED = new Column("refused", "refusedSpans", "%,.0f");
  private static final Column RETRIES = new Column("retried", "retriedRequests", "%,.0f");
  private static final Column SENT = new Column("sent B/span", "sentBytesPerSpan", "%.1f");

  private static final Column ANSWERS = new Column("answers", "answers", "%,.0f");
  private static final Column CPU_EACH = new Column("CPU ms each", "cpuMillisEach", "%.3f");
  private static final Column LENGTH = new Column("kB each", "kilobytesEach", "%.1f");

  private Figures() {}

  /// Adds what a load and the process that took it say.
  static Row load(Row row, Totals totals, Usage usage) {
    double spans = totals.ackedSpans();
    row.put(SPANS, spans)
        .put(SPEED, totals.spansPerSecond())
        .put(CPU, usage.cpuSeconds() * 1e6 / spans)
        .put(PER_CPU, spans / usage.cpuSeconds())
        .put(REFUSED, totals.refusedSpans() + totals.unansweredSpans())
        .put(RETRIES, totals.retries());
    latencies(row, totals.latencies());
    memory(row, usage);
    return row.put(SENT, totals.bytesPerSpan());
  }

  /// Adds what an interview says.
  static Row answers(Row row, Interview interview) {
    row.put(ANSWERS, interview.answers()).put(LENGTH, interview.bytesPerAnswer() / 1e3);
    return latencies(row, interview.latencies());
  }

  /// Adds what an interview and the process that did nothing but answer it say.
  static Row answers(Row row, Interview interview, Usage usage) {
    answers(row, interview).put(CPU_EACH, usage.cpuSeconds() * 1e3 / interview.answers());
    return memory(row, usage);
  }

  static Row latencies(Row row, Latencies.Snapshot latencies) {
    return row.put(P50, latencies.millis(0.5))
        .put(P99, latencies.millis(0.99))
        .put(MOST, latencies.millis(1));
  }

  static Row memory(Row row, Usage usage) {
    return row.put(OWN, usage.mostOwnMegabytes()).put(FILES, usage.mostFileMegabytes());
  }
}
