package dev.clew.query.series;

import dev.clew.model.TimeRange;
import dev.clew.query.Exemplar;
import dev.clew.query.Labels;
import dev.clew.store.Digest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Picks spans to stand for many: one for each of some equal parts of the time, as if by chance,
/// but of the same spans the same, whoever sees them in whatever order. Where spans were counted
/// before, some are looked at for each part of the time that has any. Owned by one thread.
final class Exemplars {
  private record Pick(long lot, Labels group, Exemplar exemplar) implements Comparable<Pick> {
    private static final Comparator<Pick> ORDER =
        Comparator.comparingLong(Pick::lot)
            .thenComparing(pick -> pick.exemplar.trace())
            .thenComparingLong(pick -> pick.exemplar.span().bits());

    @Override
    public int compareTo(Pick other) {
      return ORDER.compare(this, other);
    }
  }

  private final Gatherer gatherer;
  private final TimeRange range;
  private final double partsANano;
  private final @Nullable Pick[] picks;

  /// The parts that have spans, or stand beside one that has, as far as these were counted.
  private final BitSet expected = new BitSet();

  Exemplars(int count, TimeRange range, Gatherer gatherer) {
    this.gatherer = gatherer;
    this.range = range;
    picks = new Pick[count];
    partsANano = count / (double) (range.endNanos() - range.startNanos());
  }

  /// @param labels of a group by its number
  void offer(SpanColumns batch, Slice slice, IntFunction<Labels> labels) {
    for (int at = 0; at < slice.size && picks.length > 0; at++) {
      int in = slice.from + at;
      if (slice.groups[at] != Slice.NO_GROUP && gatherer.gathers(slice.numbers, in)) {
        long start = batch.startNanos()[in];
        long lot = lot(start);
        Pick pick = picks[part(start)];
        if (pick == null || lot <= pick.lot) {
          offer(new Pick(lot, labels.apply(slice.groups[at]), exemplar(batch, slice, in)));
        }
      }
    }
  }

  /// Notes where spans are that were counted.
  void expect(SpanColumns batch, Slice slice) {
    for (int at = 0; at < slice.size && picks.length > 0; at++) {
      int in = slice.from + at;
      if (slice.groups[at] != Slice.NO_GROUP && gatherer.gathers(slice.numbers, in)) {
        long last = batch.startNanos()[in];
        expected.set(part(last - Digest.STEP_NANOS + 1), part(last) + 1);
      }
    }
  }

  /// True when some part of the time between two moments has spans, but none was picked of them.
  boolean seeks(long firstNanos, long lastNanos) {
    int part = expected.nextSetBit(part(firstNanos));
    while (part >= 0 && part <= part(lastNanos) && picks[part] != null) {
      part = expected.nextSetBit(part + 1);
    }
    return part >= 0 && part <= part(lastNanos);
  }

  private Exemplar exemplar(SpanColumns batch, Slice slice, int in) {
    OptionalDouble value =
        gatherer.countsOnly()
            ? OptionalDouble.empty()
            : OptionalDouble.of(slice.numbers.real(in) / gatherer.unit());
    return new Exemplar(batch.traceId(in), batch.spanId(in), batch.startNanos()[in], value);
  }

  private int part(long startNanos) {
    return Math.clamp((long) ((startNanos - range.startNanos()) * partsANano), 0, picks.length - 1);
  }

  private void offer(Pick pick) {
    int part = part(pick.exemplar.startNanos());
    Pick old = picks[part];
    if (old == null || pick.compareTo(old) < 0) {
      picks[part] = pick;
    }
  }

  void merge(Exemplars other) {
    for (Pick pick : other.picks) {
      if (pick != null) {
        offer(pick);
      }
    }
  }

  /// Those of each group, in the order of time.
  Map<Labels, List<Exemplar>> byGroup() {
    var byGroup = new HashMap<Labels, List<Exemplar>>();
    for (Pick pick : picks) {
      if (pick != null) {
        byGroup.computeIfAbsent(pick.group, _ -> new ArrayList<>()).add(pick.exemplar);
      }
    }
    return byGroup;
  }

  /// Scatters moments that follow each other.
  private static long lot(long startNanos) {
    long mixed = (startNanos ^ (startNanos >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
