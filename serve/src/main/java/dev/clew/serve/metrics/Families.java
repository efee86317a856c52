package dev.clew.serve.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Series as Prometheus takes them: as counts, as errors and as histograms.
///
/// Owned by one thread.
final class Families {
  private final long[] bounds;
  private final List<Point> points = new ArrayList<>();

  private record Point(Labels labels, Growth growth, Exemplars exemplars) {
    @Nullable Exemplar exemplar() {
      return exemplars.size() == 0 ? null : exemplars.get(0);
    }
  }

  /// @param bounds of the histograms, in nanoseconds
  Families(long[] bounds) {
    this.bounds = bounds;
  }

  void add(Labels labels, Growth growth, Exemplars exemplars) {
    points.add(new Point(labels, growth, exemplars));
  }

  CounterSnapshot count(String name, String help) {
    return counter(name, help, Growth::count);
  }

  CounterSnapshot errors(String name, String help) {
    return counter(name, help, Growth::errors);
  }

  private CounterSnapshot counter(String name, String help, ToDoubleFunction<Growth> value) {
    var counter = CounterSnapshot.builder().name(name).help(help);
    for (Point point : points) {
      var data = CounterSnapshot.CounterDataPointSnapshot.builder().labels(point.labels());
      data.value(value.applyAsDouble(point.growth()));
      Exemplar exemplar = point.exemplar();
      if (exemplar != null) {
        data.exemplar(exemplar);
      }
      counter.dataPoint(data.build());
    }
    return counter.build();
  }

  HistogramSnapshot durations(String name, String help) {
    var histogram = HistogramSnapshot.builder().name(name).help(help);
    for (Point point : points) {
      var data = HistogramDataPointSnapshot.builder().labels(point.labels());
      data.classicHistogramBuckets(point.growth().buckets(bounds));
      data.sum(point.growth().seconds()).exemplars(point.exemplars());
      histogram.dataPoint(data.build());
    }
    return histogram.build();
  }
}
