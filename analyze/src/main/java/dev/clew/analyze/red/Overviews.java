package dev.clew.analyze.red;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.ServiceMap;
import dev.clew.analyze.ServiceOverview;
import dev.clew.analyze.ServicesOverview;
import dev.clew.query.Coverage;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// How services are doing, out of what the store has counted; see [SpanCounts] for the rule.
public final class Overviews {
  private static final int MOST_SERVICES = 1000;
  private static final int MOST_OPERATIONS = 1000;
  private static final int MOST_EDGES = 200;

  private final CountedRange range;
  private final SpanCounts spans;

  public Overviews(CountedRange range, Counts<SpanSeries> counts) {
    this.range = range;
    spans = new SpanCounts(range, counts);
  }

  /// All services.
  public ServicesOverview services() {
    List<ServicesOverview.Row> rows =
        spans.services().entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> row(each.getKey(), each.getValue()))
            .sorted(
                Comparator.comparingLong((ServicesOverview.Row row) -> row.red().count())
                    .reversed()
                    .thenComparing(ServicesOverview.Row::service))
            .limit(MOST_SERVICES)
            .toList();
    return new ServicesOverview(range, range.previous(), rows, spans.coverage());
  }

  /// One service; empty where nothing was counted of it.
  public Optional<ServiceOverview> service(String name, Counts<CallSeries> calls) {
    SpanCounts.OfService service = spans.services().get(name);
    if (service == null || service.isEmpty()) {
      return Optional.empty();
    }
    var edges = new Edges(range, calls);
    return Optional.of(
        new ServiceOverview(
            range,
            range.previous(),
            row(name, service),
            service.judged().series(),
            operations(service),
            edges(edges, (_, server) -> server.equals(name)),
            edges(edges, (client, _) -> client.equals(name)),
            both(edges.coverage())));
  }

  private Coverage both(Coverage calls) {
    return SpanCounts.coverage(
        Stream.concat(spans.coverage().reasons().stream(), calls.reasons().stream()).toList());
  }

  private static List<ServiceMap.Edge> edges(Edges edges, BiPredicate<String, String> ends) {
    return edges.between(ends).limit(MOST_EDGES).toList();
  }

  private static ServicesOverview.Row row(String name, SpanCounts.OfService service) {
    TwoRanges judged = service.judged();
    return new ServicesOverview.Row(
        name,
        service.basis(),
        judged.now(),
        judged.before(),
        judged.sparkline(),
        service.operations().size());
  }

  private static List<ServiceOverview.Operation> operations(SpanCounts.OfService service) {
    return service.operations().entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each ->
            new ServiceOverview.Operation(
                each.getKey().name(),
                each.getKey().kind(),
                each.getValue().now(),
                each.getValue().before(),
                each.getValue().sparkline()))
        .sorted(
            Comparator.comparingDouble(Overviews::time)
                .reversed()
                .thenComparing(ServiceOverview.Operation::name))
        .limit(MOST_OPERATIONS)
        .toList();
  }

  /// About how much time all spans of an operation took together.
  private static double time(ServiceOverview.Operation operation) {
    return (double) operation.red().count() * operation.red().p50Nanos();
  }
}
