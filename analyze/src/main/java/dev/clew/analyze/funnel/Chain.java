package dev.clew.analyze.funnel;

import dev.clew.model.TimeRange;
import dev.clew.query.TestedTrace.Span;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// How far one trace gets through a funnel, and by which spans.
///
/// **The rule.** A chain is a span for the first step, one for the second, and so on. Each passes
/// its step and is another span than the one before it; the first starts in the asked range; each
/// other one starts when the one before it starts or later, and not later than the greatest gap
/// after it. A trace reaches a step when some chain has a span for it: it is not lost because an
/// early attempt led nowhere, if a later one went on.
///
/// **Which chain is told.** Of those that get as far as any does, the one whose first span is the
/// earliest; of these the one whose second is; and so on. Spans that start at the same nanosecond
/// stand by id, then kind, as everywhere, which decides who is told and never how far a trace gets:
/// clocks that tick in milliseconds give parent and child one start, so that neither order of them
/// may be held against a trace.
///
/// **Skew.** Times are those that the spans bring. Where a host's clock is behind, a call may seem
/// to start before its caller did, and its trace then counts as lost. No time is moved here, since
/// the true shift is known only within bounds; the findings of a lost trace say whether clocks
/// disagreed.
///
/// **How.** Forwards, a span reaches a step when one that reached the step before stands in the gap
/// before it; backwards, it leads on when one that leads on from the next step stands in the gap
/// after it. Then the earliest span that reaches and leads on is taken, step by step. Each look is
/// a difference of two counts, so that it costs the same however many spans there are.
final class Chain {
  private final List<Span> spans;
  private final long[] starts;
  private final int steps;
  private final long mostGapNanos;
  private final TimeRange entry;

  private Chain(List<Span> spans, int steps, long mostGapNanos, TimeRange entry) {
    this.spans = spans;
    this.steps = steps;
    this.mostGapNanos = mostGapNanos;
    this.entry = entry;
    starts = spans.stream().mapToLong(Span::startNanos).toArray();
  }

  /// The places of the spans that reach the steps, as far as the trace gets; empty when it does not
  /// enter.
  ///
  /// @param spans by start, each with the steps that it passes
  static int[] of(List<Span> spans, int steps, long mostGapNanos, TimeRange entry) {
    return new Chain(spans, steps, mostGapNanos, entry).earliest();
  }

  /// Spans that are in a set, which can be counted between two places.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Marked(boolean[] isIn, int[] before) {
    static Marked of(int size, IntPredicate test) {
      var isIn = new boolean[size];
      var before = new int[size + 1];
      for (int at = 0; at < size; at++) {
        isIn[at] = test.test(at);
        before[at + 1] = before[at] + (isIn[at] ? 1 : 0);
      }
      return new Marked(isIn, before);
    }

    boolean isEmpty() {
      return before[isIn.length] == 0;
    }

    /// Whether one from `from` to before `to` is in, and not just `but`.
    boolean hasOther(int but, int from, int to) {
      return before[to] - before[from] > (isIn[but] ? 1 : 0);
    }
  }

  private int[] earliest() {
    var reached = new Marked[steps];
    int far = 0;
    while (far < steps) {
      Marked next = far == 0 ? entering() : reachedFrom(reached[far - 1], far);
      if (next.isEmpty()) {
        break;
      }
      reached[far++] = next;
    }
    for (int step = far - 2; step >= 0; step--) {
      reached[step] = leadingOn(reached[step], reached[step + 1]);
    }
    return taken(Arrays.copyOf(reached, far));
  }

  private boolean passes(int at, int step) {
    return (spans.get(at).passed() & (1 << step)) != 0;
  }

  private Marked entering() {
    return Marked.of(starts.length, at -> passes(at, 0) && entry.contains(starts[at]));
  }

  private Marked reachedFrom(Marked before, int step) {
    return Marked.of(
        starts.length,
        at ->
            passes(at, step)
                && before.hasOther(at, firstFrom(gapBefore(starts[at])), firstAfter(starts[at])));
  }

  private Marked leadingOn(Marked reached, Marked next) {
    return Marked.of(
        starts.length,
        at ->
            reached.isIn()[at]
                && next.hasOther(at, firstFrom(starts[at]), firstAfter(gapAfter(starts[at]))));
  }

  /// The first that leads on, then the first that leads on from there; there is one each time.
  private int[] taken(Marked[] leading) {
    int[] chain = new int[leading.length];
    int from = 0;
    for (int step = 0; step < leading.length; step++) {
      int before = step == 0 ? -1 : chain[step - 1];
      int at = from;
      while (!leading[step].isIn()[at] || at == before) {
        at++;
      }
      chain[step] = at;
      from = firstFrom(starts[at]);
    }
    return chain;
  }

  /// The place of the first span that starts at a moment or later.
  private int firstFrom(long nanos) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int firstAfter(long nanos) {
    return nanos == Long.MAX_VALUE ? starts.length : firstFrom(nanos + 1);
  }

  private long gapBefore(long nanos) {
    long moment = nanos - mostGapNanos;
    return moment > nanos ? Long.MIN_VALUE : moment;
  }

  private long gapAfter(long nanos) {
    long moment = nanos + mostGapNanos;
    return moment < nanos ? Long.MAX_VALUE : moment;
  }
}
