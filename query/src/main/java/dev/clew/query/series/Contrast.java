package dev.clew.query.series;

import dev.clew.query.Label;
import dev.clew.query.Labels;
import dev.clew.query.Series;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts the values of all attributes on both sides of a comparison: of a part of the spans, or
/// what the parts have counted. Owned by one thread at a time.
final class Contrast implements SpanSource.Taker {
  /// Of more attributes the first are compared.
  static final int MOST_ATTRIBUTES = 500;

  private final Sides sides;
  private final Steps steps;
  private final @Nullable Map<String, Set<Value>> chosen;
  private final TreeMap<String, ValueCounts> attributes = new TreeMap<>();
  private final Weights weights = new Weights();
  private final Slice slice = new Slice();
  private long unweighed;
  private boolean isTruncated;

  /// @param chosen the values to tell apart by attribute, or null for all of all attributes
  Contrast(Sides sides, Steps steps, @Nullable Map<String, Set<Value>> chosen) {
    this.sides = sides;
    this.steps = steps;
    this.chosen = chosen;
  }

  @Override
  public void take(SpanColumns batch) {
    List<SpanColumns.Named> everything = batch.everything();
    for (int from = 0; from < batch.size(); from += Slice.MOST) {
      slice.from = from;
      slice.size = Math.min(Slice.MOST, batch.size() - from);
      weights.find(batch.traceStates(), slice);
      for (int at = 0; at < slice.size; at++) {
        slice.steps[at] = steps.indexOf(batch.startNanos()[from + at]);
        slice.groups[at] = sides.of(batch, from + at);
      }
      everything.forEach(this::add);
    }
  }

  private void add(SpanColumns.Named named) {
    ValueCounts counts = counts(named.name());
    for (int at = 0; counts != null && at < slice.size; at++) {
      int in = slice.from + at;
      counts.add(named.column(), in, slice.groups[at], slice.steps[at], slice.weight(at));
    }
  }

  /// What is counted of an attribute; null where it is not compared.
  private @Nullable ValueCounts counts(String attribute) {
    ValueCounts known = attributes.get(attribute);
    if (known != null || (chosen != null && !chosen.containsKey(attribute))) {
      return known;
    }
    if (attributes.size() == MOST_ATTRIBUTES) {
      isTruncated = true;
      if (attributes.lastKey().compareTo(attribute) < 0) {
        return null;
      }
      attributes.pollLastEntry();
    }
    var counts = new ValueCounts(steps.count(), chosen == null ? null : chosen.get(attribute));
    attributes.put(attribute, counts);
    return counts;
  }

  void merge(Contrast part) {
    int offset = steps.indexOf(part.steps.firstNanos());
    part.attributes.forEach((name, theirs) -> {
      ValueCounts counts = counts(name);
      if (counts != null) {
        counts.merge(theirs, offset);
      }
    });
    unweighed += part.unweighed();
    isTruncated |= part.isTruncated;
  }

  long unweighed() {
    return unweighed + weights.unknown();
  }

  boolean isTruncated() {
    return isTruncated;
  }

  /// By attribute the values that are the most frequent on either side; none of an attribute that
  /// has too many.
  ///
  /// @param mostRows for how many numbers a step there is room
  Map<String, Set<Value>> mostFrequent(int count, long mostRows) {
    var frequent = new HashMap<String, Set<Value>>();
    long rows = 0;
    for (Map.Entry<String, ValueCounts> each : attributes.entrySet()) {
      Set<Value> values = each.getValue().mostFrequent(count);
      rows += (long) Sides.NAMES.size() * (1 + values.size());
      if (rows > mostRows) {
        isTruncated = true;
        break;
      }
      frequent.put(each.getKey(), values);
    }
    return frequent;
  }

  /// The series of each attribute, in the order of their labels.
  ///
  /// @param totals of all values over all time, which say what is frequent
  List<Series> series(Contrast totals, int topN) {
    var all = new ArrayList<Series>();
    attributes.forEach((name, counts) -> {
      ValueCounts total = totals.attributes.get(name);
      for (int side = 0; total != null && side < Sides.NAMES.size(); side++) {
        if (total.hasAny(side)) {
          List<Value> frequent = total.mostFrequent(topN, side);
          all.addAll(series(name, side, counts, frequent));
          if (total.hasTooMany()) {
            all.add(tooMany(name, side, counts));
          }
        }
      }
    });
    all.sort(Comparator.comparing(Series::labels));
    return all;
  }

  private static List<Series> series(
      String name, int side, ValueCounts counts, List<Value> values) {
    var all = new ArrayList<Series>();
    String type = Sides.NAMES.get(side);
    Labels ofAll = Labels.of(Label.text(Names.TYPE, type + "_total"), Label.text(name, "nil"));
    all.add(new Series(ofAll, counts.totals(side), List.of()));
    for (Value value : values) {
      Labels labels = Labels.of(Label.text(Names.TYPE, type), new Label(name, value));
      all.add(new Series(labels, counts.points(value, side), List.of()));
    }
    return all;
  }

  private static Series tooMany(String name, int side, ValueCounts counts) {
    Labels labels =
        Labels.of(
            Label.text(Names.TYPE, Sides.NAMES.get(side)),
            Label.text(Names.ERROR, "__too_many_values__"),
            Label.text(name, "nil"));
    return new Series(labels, counts.totals(side), List.of());
  }
}
