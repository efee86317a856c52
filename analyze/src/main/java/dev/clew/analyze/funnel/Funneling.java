package dev.clew.analyze.funnel;

import dev.clew.analyze.Funnel;
import dev.clew.analyze.Funnel.Lost;
import dev.clew.analyze.Funnel.Step;
import dev.clew.analyze.Funnel.Times;
import dev.clew.analyze.FunnelQuestion;
import dev.clew.query.Coverage;
import dev.clew.query.TestedTrace;
import dev.clew.query.TestedTrace.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Counts how far traces get, each by its [Chain]. Owned by one thread.
public final class Funneling {
  private static final int MOST_EXAMPLES = 20;

  private final FunnelQuestion question;
  private final int[] traces;
  private final List<List<Lost>> lost;

  /// By step, how long after the step before it was reached; of the first, how long all took.
  private final List<Durations> durations;

  public Funneling(FunnelQuestion question) {
    this.question = question;
    int steps = question.steps().size();
    traces = new int[steps];
    lost = IntStream.range(0, steps).<List<Lost>>mapToObj(_ -> new ArrayList<>()).toList();
    durations = IntStream.range(0, steps).mapToObj(_ -> new Durations()).toList();
  }

  /// Durations of which parts are asked for. Owned by one thread.
  private static final class Durations {
    private long[] nanos = new long[16];
    private int count;

    void add(long more) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = more;
    }

    Optional<Times> times() {
      Arrays.sort(nanos, 0, count);
      return count == 0 ? Optional.empty() : Optional.of(new Times(within(0.5), within(0.95)));
    }

    private long within(double part) {
      return nanos[Math.max(0, (int) Math.ceil(part * count) - 1)];
    }
  }

  /// Adds a trace, the newer before the older.
  public void add(TestedTrace trace) {
    List<Span> spans = trace.spans();
    int[] chain = Chain.of(spans, traces.length, question.mostGapNanos(), question.range());
    for (int step = 0; step < chain.length; step++) {
      traces[step]++;
      if (step > 0) {
        durations.get(step).add(between(spans, chain[step - 1], chain[step]));
      }
    }
    if (chain.length == traces.length) {
      durations.getFirst().add(between(spans, chain[0], chain[chain.length - 1]));
    } else if (chain.length > 0 && lost.get(chain.length - 1).size() < MOST_EXAMPLES) {
      Span last = spans.get(chain[chain.length - 1]);
      lost.get(chain.length - 1).add(new Lost(trace.trace(), last.id(), last.startNanos()));
    }
  }

  private static long between(List<Span> spans, int one, int other) {
    return spans.get(other).startNanos() - spans.get(one).startNanos();
  }

  /// What was counted.
  public Funnel result(Coverage coverage) {
    List<Step> steps = IntStream.range(0, traces.length).mapToObj(this::step).toList();
    return new Funnel(steps, durations.getFirst().times(), coverage);
  }

  private Step step(int step) {
    int next = step + 1 == traces.length ? traces[step] : traces[step + 1];
    return new Step(
        traces[step],
        step == 0 ? Optional.empty() : durations.get(step).times(),
        traces[step] - next,
        lost.get(step));
  }
}
