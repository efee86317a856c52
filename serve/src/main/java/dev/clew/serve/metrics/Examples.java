package dev.clew.serve.metrics;

import dev.clew.store.SpanSeries;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The newest spans of each series, a few, that stand for it.
///
/// Guarded by the lock of its owner.
final class Examples {
  private static final int MOST = 4;

  private final Map<SpanSeries, Deque<Example>> all = new HashMap<>();

  /// A span.
  record Example(String traceId, String spanId, double seconds, long endMillis) {
    private Exemplar.Builder exemplar() {
      return Exemplar.builder().value(seconds).timestampMillis(endMillis);
    }
  }

  void add(SpanSeries series, Example example) {
    Deque<Example> examples = all.computeIfAbsent(series, _ -> new ArrayDeque<>());
    examples.addFirst(example);
    if (examples.size() > MOST) {
      examples.removeLast();
    }
  }

  /// With the labels that OpenTelemetry uses.
  Exemplars withIds(SpanSeries series) {
    return Exemplars.of(
        of(series).stream()
            .map(each -> each.exemplar().traceId(each.traceId()).spanId(each.spanId()).build())
            .toList());
  }

  /// With the label that Tempo uses.
  Exemplars withTraceId(SpanSeries series) {
    return Exemplars.of(
        of(series).stream()
            .map(each -> each.exemplar().labels(Labels.of("traceID", each.traceId())).build())
            .toList());
  }

  private List<Example> of(SpanSeries series) {
    Deque<Example> examples = all.get(series);
    return examples == null ? List.of() : List.copyOf(examples);
  }
}
