package dev.clew.analyze.red;

import dev.clew.analyze.Change;
import dev.clew.analyze.Change.What;
import dev.clew.analyze.Changes;
import dev.clew.analyze.CountedRange;
import dev.clew.analyze.ServicesOverview.Basis;
import dev.clew.model.SpanKind;
import dev.clew.query.Coverage;
import dev.clew.store.Counts;
import dev.clew.store.LatencySum;
import dev.clew.store.SpanSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What moved between two equal ranges.
///
/// **The rule.** Looked at are the operations by which a service is judged (see [SpanCounts]). With
/// how many standard deviations chance would have to be off is the score; what has less than four
/// is not told, as among a thousand operations some are always off by three.
///
/// - *Errors*: two proportions, the share that failed now and before; a hundredth apart at least.
/// - *Latency*: the p95 of before splits both ranges; again two proportions, the share above it now
///   and before. The p95 itself has to have moved by a fifth at least. No distribution is assumed.
/// - *Rate*: two Poisson counts, half as many again at least, or two thirds at most.
/// - *New* and *gone*: counted in one range alone, ten times at least.
///
/// Fewer than twenty in a range say nothing. More errors and longer latencies come first, then what
/// is gone or new, then the rest; each by score. Where nothing at all was counted before, nothing
/// can have moved.
public final class Moves {
  private static final int MOST = 100;
  private static final double LEAST_SCORE = 4;
  private static final long LEAST_COUNT = 20;
  private static final long LEAST_NEWS = 10;
  private static final double LEAST_ERROR_STEP = 0.01;
  private static final double LEAST_LATENCY_RATIO = 1.2;
  private static final double LEAST_RATE_RATIO = 1.5;

  private static final Comparator<Change> MOST_TELLING_FIRST =
      Comparator.comparingInt(Moves::rank)
          .thenComparing(Comparator.comparingDouble(Change::score).reversed())
          .thenComparing(Change::service)
          .thenComparing(Change::name);

  private final List<Change> changes = new ArrayList<>();

  private Moves() {}

  public static Changes between(CountedRange range, Counts<SpanSeries> counts) {
    var spans = new SpanCounts(range, counts);
    var moves = new Moves();
    boolean hasBefore =
        spans.services().values().stream()
            .anyMatch(each -> each.judged().beforeTally().count() > 0);
    if (hasBefore) {
      spans.services().forEach(moves::look);
    }
    List<Change> first = moves.changes.stream().sorted(MOST_TELLING_FIRST).limit(MOST).toList();
    Coverage coverage =
        hasBefore
            ? spans.coverage()
            : SpanCounts.coverage(
                Stream.concat(
                        spans.coverage().reasons().stream(),
                        Stream.of("nothing was counted in the range before"))
                    .toList());
    return new Changes(range, range.previous(), first, coverage);
  }

  private static int rank(Change change) {
    return switch (change.what()) {
      case ERRORS, LATENCY -> change.isUp() ? 0 : 2;
      case GONE, NEW -> 1;
      case RATE -> 2;
    };
  }

  private void look(String service, SpanCounts.OfService counted) {
    counted
        .operations()
        .forEach((operation, both) -> {
          if (counted.basis() == Basis.SPANS || SpanCounts.isRequest(operation.kind())) {
            new Look(service, operation.name(), operation.kind(), both).compare();
          }
        });
  }

  /// One operation, looked at.
  private final class Look {
    private final String service;
    private final String name;
    private final SpanKind kind;
    private final TwoRanges both;
    private final RedTally now;
    private final RedTally before;

    private Look(String service, String name, SpanKind kind, TwoRanges both) {
      this.service = service;
      this.name = name;
      this.kind = kind;
      this.both = both;
      now = both.nowTally();
      before = both.beforeTally();
    }

    private void compare() {
      if (before.count() == 0 || now.count() == 0) {
        if (now.count() + before.count() >= LEAST_NEWS) {
          What what = before.count() == 0 ? What.NEW : What.GONE;
          add(what, what == What.NEW, Math.sqrt(now.count() + before.count()));
        }
        return;
      }
      rate();
      if (now.count() >= LEAST_COUNT && before.count() >= LEAST_COUNT) {
        errors();
        latency();
      }
    }

    private void rate() {
      double ratio = (double) now.count() / before.count();
      double score = (now.count() - before.count()) / Math.sqrt(now.count() + before.count());
      if (ratio >= LEAST_RATE_RATIO || ratio <= 1 / LEAST_RATE_RATIO) {
        addIfTelling(What.RATE, score);
      }
    }

    private void errors() {
      double step = (double) now.errors() / now.count() - (double) before.errors() / before.count();
      if (Math.abs(step) >= LEAST_ERROR_STEP) {
        addIfTelling(What.ERRORS, score(now.errors(), before.errors()));
      }
    }

    private void latency() {
      LatencySum latenciesNow = now.latencies();
      LatencySum latenciesBefore = before.latencies();
      long usual = latenciesBefore.quantile(0.95);
      double ratio = (double) Math.max(1, latenciesNow.quantile(0.95)) / Math.max(1, usual);
      if (ratio >= LEAST_LATENCY_RATIO || ratio <= 1 / LEAST_LATENCY_RATIO) {
        long slowNow = now.count() - latenciesNow.countUpTo(usual);
        long slowBefore = before.count() - latenciesBefore.countUpTo(usual);
        addIfTelling(What.LATENCY, score(slowNow, slowBefore));
      }
    }

    /// How far two proportions are apart, in standard deviations.
    private double score(long hitsNow, long hitsBefore) {
      double pooled = (double) (hitsNow + hitsBefore) / (now.count() + before.count());
      double variance = pooled * (1 - pooled) * (1.0 / now.count() + 1.0 / before.count());
      double step = (double) hitsNow / now.count() - (double) hitsBefore / before.count();
      return variance == 0 ? 0 : step / Math.sqrt(variance);
    }

    private void addIfTelling(What what, double score) {
      if (Math.abs(score) >= LEAST_SCORE) {
        add(what, score > 0, Math.abs(score));
      }
    }

    private void add(What what, boolean isUp, double score) {
      changes.add(new Change(service, name, kind, what, isUp, score, both.now(), both.before()));
    }
  }
}
