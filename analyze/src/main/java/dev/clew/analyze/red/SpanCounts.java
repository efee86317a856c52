package dev.clew.analyze.red;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.ServicesOverview.Basis;
import dev.clew.model.SpanKind;
import dev.clew.query.Coverage;
import dev.clew.store.Counts;
import dev.clew.store.Counts.Cell;
import dev.clew.store.SpanSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was counted of spans in two equal ranges, by service and by operation.
///
/// **The rule.** A service is judged by the requests that it received, its spans of kind server and
/// consumer, since these are what its callers see. Where it has none in either range it is judged
/// by all of its spans. What the store could not tell apart counts for nobody, and the coverage
/// says so.
///
/// Owned by one thread.
final class SpanCounts {
  private final CountedRange range;
  private final Map<String, OfService> services = new HashMap<>();
  private final List<String> reasons = new ArrayList<>();
  private long untold;

  /// A name and a kind.
  record Operation(String name, SpanKind kind) {}

  SpanCounts(CountedRange range, Counts<SpanSeries> counts) {
    this.range = range;
    counts.cells().forEach(this::add);
    services.values().forEach(OfService::addUp);
    reasons.addAll(counts.missing());
    if (untold > 0) {
      reasons.add(untold + " spans are of too many series to tell their service, name or time");
    }
  }

  private void add(Cell<SpanSeries> cell) {
    SpanSeries series = cell.series();
    if (series.service().isEmpty() || series.name().isEmpty() || cell.stepStartNanos().isEmpty()) {
      untold += cell.count();
      return;
    }
    services
        .computeIfAbsent(series.service().get(), _ -> new OfService())
        .add(new Operation(series.name().get(), series.kind()), cell);
  }

  Map<String, OfService> services() {
    return services;
  }

  Coverage coverage() {
    return coverage(reasons);
  }

  /// No span was read, and nothing is missing but for these reasons.
  static Coverage coverage(List<String> reasons) {
    return new Coverage(reasons.isEmpty(), 0, 0, 0, reasons);
  }

  static boolean isRequest(SpanKind kind) {
    return kind == SpanKind.SERVER || kind == SpanKind.CONSUMER;
  }

  /// What was counted of one service.
  final class OfService {
    private final Map<Operation, TwoRanges> operations = new HashMap<>();
    private final TwoRanges requests = new TwoRanges(range);
    private final TwoRanges all = new TwoRanges(range);

    private void add(Operation operation, Cell<SpanSeries> cell) {
      operations.computeIfAbsent(operation, _ -> new TwoRanges(range)).add(cell);
    }

    private void addUp() {
      operations.forEach((operation, both) -> {
        all.add(both);
        if (isRequest(operation.kind())) {
          requests.add(both);
        }
      });
    }

    Map<Operation, TwoRanges> operations() {
      return operations;
    }

    Basis basis() {
      return requests.isEmpty() ? Basis.SPANS : Basis.REQUESTS;
    }

    TwoRanges judged() {
      return requests.isEmpty() ? all : requests;
    }

    boolean isEmpty() {
      return all.isEmpty();
    }
  }
}
