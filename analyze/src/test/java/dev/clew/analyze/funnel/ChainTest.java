package dev.clew.analyze.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanId;
import dev.clew.model.TimeRange;
import dev.clew.query.TestedTrace.Span;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// How far a trace gets, by hand and beside all chains that there are.
class ChainTest {
  private static final long ANY = Long.MAX_VALUE;

  /// @param trace spans such as `AB@5`: it passes the steps A and B, and starts at 5
  private static List<Span> spans(String trace) {
    String[] each = trace.split(" ", -1);
    return IntStream.range(0, each.length)
        .mapToObj(at -> {
          String[] parts = each[at].split("@", -1);
          int passed = parts[0].chars().map(letter -> 1 << (letter - 'A')).sum();
          return new Span(new SpanId(at + 1), Long.parseLong(parts[1]), passed);
        })
        .toList();
  }

  private static String chain(String trace, int steps, long gap, TimeRange entry) {
    return Arrays.toString(Chain.of(spans(trace), steps, gap, entry));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A@0 B@5 C@9         | -1 | [0, 1, 2]",
        "A@0 C@5 B@9         | -1 | [0, 2]",
        "B@0 A@5             | -1 | [1]",
        "B@0 C@5             | -1 | []",
        "A@0 A@1 B@5 B@6 C@9 | -1 | [0, 2, 4]",
        "B@0 A@0 C@0         | -1 | [1, 0, 2]",
        "A@0 B@5 C@9         |  5 | [0, 1, 2]",
        "A@0 B@5 C@9         |  4 | [0]",
        "A@0 A@4 B@6 C@8     |  2 | [1, 2, 3]",
        "A@0 B@1 B@3 C@5     |  3 | [0, 2, 3]",
        "A@0 B@2 A@9 B@9     |  1 | [2, 3]",
        "A@0 B@0 C@0         |  0 | [0, 1, 2]"
      })
  void chain_isTheEarliestOfTheFurthest(String trace, long gap, String expected) {
    assertThat(chain(trace, 3, gap < 0 ? ANY : gap, TimeRange.ALL)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"AB@0 | [0]", "AB@0 AB@0 | [0, 1]", "B@1 AB@3 | [1]", "AB@0 B@1 | [0, 1]"})
  void span_doesNotFollowItself(String trace, String expected) {
    assertThat(chain(trace, 2, ANY, TimeRange.ALL)).isEqualTo(expected);
  }

  @Test
  void entry_isInTheRange_andWhatFollowsNeedNotBe() {
    var range = new TimeRange(5, 10);

    assertThat(chain("A@0 A@5 B@20", 2, ANY, range)).isEqualTo("[1, 2]");
    assertThat(chain("A@0 B@6 A@10", 2, ANY, range)).isEqualTo("[]");
  }

  @Test
  void momentsAtTheEndsOfTime_doNotWrapAround() {
    String trace = "A@%d B@0 B@%d".formatted(Long.MIN_VALUE, Long.MAX_VALUE);

    assertThat(chain(trace, 2, 100, TimeRange.ALL)).isEqualTo("[0]");
    assertThat(chain("A@1 B@" + Long.MAX_VALUE, 2, ANY, TimeRange.ALL)).isEqualTo("[0, 1]");
    assertThat(chain("A@-5 B@-3", 2, ANY, TimeRange.ALL)).isEqualTo("[0, 1]");
  }

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chain_isThatOfTheNaiveReference(long seed) {
    var random = new Gen(seed).random();
    for (int trace = 0; trace < 20; trace++) {
      int steps = random.nextInt(2, 5);
      long gap = random.nextBoolean() ? ANY : random.nextInt(0, 4);
      var entry = new TimeRange(random.nextInt(-1, 3), random.nextInt(3, 9));
      List<Span> spans = spans(random, steps);

      assertThat(Chain.of(spans, steps, gap, entry))
          .as("%s, gap %d, %s", spans, gap, entry)
          .isEqualTo(new Naive(spans, steps, gap, entry).best());
    }
  }

  private static List<Span> spans(RandomGenerator random, int steps) {
    long[] starts = random.longs(random.nextInt(1, 9), 0, 8).sorted().toArray();
    return IntStream.range(0, starts.length)
        .mapToObj(at -> new Span(new SpanId(at + 1), starts[at], random.nextInt(1, 1 << steps)))
        .toList();
  }

  /// Tries all chains.
  private static final class Naive {
    private final List<Span> spans;
    private final int steps;
    private final long gap;
    private final TimeRange entry;
    private List<Integer> best = List.of();

    Naive(List<Span> spans, int steps, long gap, TimeRange entry) {
      this.spans = spans;
      this.steps = steps;
      this.gap = gap;
      this.entry = entry;
    }

    int[] best() {
      extend(List.of());
      return best.stream().mapToInt(Integer::intValue).toArray();
    }

    /// The first of its length that is tried is the earliest.
    private void extend(List<Integer> chain) {
      if (chain.size() > best.size()) {
        best = chain;
      }
      for (int at = 0; at < spans.size() && chain.size() < steps; at++) {
        if (follows(chain, at)) {
          var longer = new ArrayList<>(chain);
          longer.add(at);
          extend(longer);
        }
      }
    }

    private boolean follows(List<Integer> chain, int at) {
      Span span = spans.get(at);
      if (((span.passed() >> chain.size()) & 1) == 0) {
        return false;
      }
      if (chain.isEmpty()) {
        return entry.contains(span.startNanos());
      }
      long after = span.startNanos() - spans.get(chain.getLast()).startNanos();
      return chain.getLast() != at && after >= 0 && after <= gap;
    }
  }
}
