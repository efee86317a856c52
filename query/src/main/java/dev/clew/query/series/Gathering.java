package dev.clew.query.series;

import dev.clew.query.Exemplar;
import dev.clew.query.Labels;
import dev.clew.query.Series;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import dev.clew.query.series.Groups.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Gathers spans into groups and steps: those of a part, or what the parts have gathered. Owned by
/// one thread at a time.
///
/// @param <T> what is kept of a group
final class Gathering<T extends Tally<T>> implements SpanSource.Taker {
  private final Gatherer gatherer;
  private final Steps steps;
  private final Groups<T> groups;
  private final Tuples tuples;
  private final Weights weights = new Weights();
  private final Exemplars exemplars;
  private final Slice slice = new Slice();
  private long unweighed;
  private boolean hasCounts;
  private boolean hasSpans;

  /// @param steps in which the spans may start
  /// @param exemplars none yet
  Gathering(Gatherer gatherer, Steps steps, Groups<T> groups, Exemplars exemplars) {
    this.gatherer = gatherer;
    this.steps = steps;
    this.groups = groups;
    this.exemplars = exemplars;
    tuples = new Tuples(gatherer.keys().size(), this::group);
  }

  private Group group(List<Value> values) {
    return groups.group(values.isEmpty() ? gatherer.ungrouped() : gatherer.labels(values));
  }

  @Override
  public void take(SpanColumns batch) {
    if (!gatherer.countsOnly()) {
      slice.numbers = batch.numbers();
    }
    slice.counts = batch.counts();
    for (int from = 0; from < batch.size(); from += Slice.MOST) {
      slice.from = from;
      slice.size = Math.min(Slice.MOST, batch.size() - from);
      findSteps(batch.startNanos());
      tuples.find(batch, slice);
      if (!batch.areExamples()) {
        count(batch);
      }
      if (slice.counts.isPresent()) {
        exemplars.expect(batch, slice);
      } else {
        exemplars.offer(batch, slice, groups::labels);
      }
      groups.relieve();
    }
  }

  private void count(SpanColumns batch) {
    hasCounts |= slice.counts.isPresent();
    hasSpans |= slice.counts.isEmpty();
    weights.find(batch.traceStates(), slice);
    groups.tally().add(slice);
  }

  @Override
  public boolean seeks(long firstNanos, long lastNanos) {
    return exemplars.seeks(firstNanos, lastNanos);
  }

  private void findSteps(long[] starts) {
    // Spans that start together come together, mostly, and a division is dear.
    int step = 0;
    long after = Long.MAX_VALUE;
    long upTo = Long.MIN_VALUE;
    for (int at = 0; at < slice.size; at++) {
      long start = starts[slice.from + at];
      if (start <= after || start > upTo) {
        step = steps.indexOf(start);
        upTo = steps.endNanos(step);
        after = upTo - steps.stepNanos();
      }
      slice.steps[at] = step;
    }
  }

  void merge(Gathering<T> part) {
    groups.merge(part.groups, steps.indexOf(part.steps.firstNanos()));
    exemplars.merge(part.exemplars);
    unweighed += part.unweighed();
    hasCounts |= part.hasCounts;
    hasSpans |= part.hasSpans;
  }

  /// How many spans did not say for how many they stand.
  long unweighed() {
    return unweighed + weights.unknown();
  }

  /// True when spans were counted before, and none was looked at.
  boolean isPrecounted() {
    return hasCounts && !hasSpans;
  }

  boolean isTruncated() {
    return groups.isTruncated();
  }

  /// The series that have a point, in the order of their labels.
  List<Series> series() {
    Map<Labels, List<Exemplar>> picked = exemplars.byGroup();
    var all = new ArrayList<Series>();
    groups.forEach((labels, number) -> {
      List<Series> ofGroup = groups.tally().series(number, labels);
      all.addAll(withExemplars(ofGroup, picked.getOrDefault(labels, List.of())));
    });
    all.removeIf(Series::isEmpty);
    all.sort(Comparator.comparing(Series::labels));
    return all;
  }

  private List<Series> withExemplars(List<Series> ofGroup, List<Exemplar> picked) {
    var byPlace = new ArrayList<List<Exemplar>>();
    ofGroup.forEach(_ -> byPlace.add(new ArrayList<>()));
    for (Exemplar each : picked) {
      byPlace.get(place(ofGroup, each)).add(each);
    }
    var all = new ArrayList<Series>();
    for (int place = 0; place < ofGroup.size(); place++) {
      all.add(ofGroup.get(place).with(byPlace.get(place)));
    }
    return all;
  }

  /// Of the buckets, or quantiles, of a group the lowest that reaches up to the span.
  private int place(List<Series> ofGroup, Exemplar exemplar) {
    int place = 0;
    while (place < ofGroup.size() - 1
        && top(ofGroup.get(place), exemplar) < exemplar.value().orElse(0)) {
      place++;
    }
    return place;
  }

  private double top(Series series, Exemplar exemplar) {
    return series.labels().find(Names.BUCKET).orElse(Value.NIL) instanceof Value.Real(var bound)
        ? bound
        : series.point(steps.indexOf(exemplar.startNanos()));
  }
}
