package dev.clew.query;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.TraceSummary.ServiceCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Answers queries over a list of spans in the simplest way: what every engine is held against.
final class Oracle {
  private final List<Span> spans;

  /// Spans that came twice are the same both times.
  Oracle(List<Span> spans) {
    this.spans = spans.stream().distinct().toList();
  }

  /// The traces with a span in the range that matches, newest first or longest first; without what
  /// depends on their trees.
  List<TraceSummary> search(Predicate<Span> filter, TimeRange range, boolean byDuration) {
    Comparator<TraceSummary> byKey =
        comparingLong(byDuration ? TraceSummary::durationNanos : TraceSummary::startNanos);
    Predicate<Span> matches = filter.and(span -> range.contains(span.startNanos()));
    return spans.stream().collect(groupingBy(Span::traceId)).values().stream()
        .map(trace -> summary(trace, matches))
        .filter(summary -> summary.matchedSpanCount() > 0)
        .sorted(byKey.reversed().thenComparing(each -> each.traceId().toString()))
        .toList();
  }

  private static TraceSummary summary(List<Span> trace, Predicate<Span> matches) {
    long start = trace.stream().mapToLong(Span::startNanos).min().orElseThrow();
    long end =
        trace.stream().mapToLong(s -> s.startNanos() + s.durationNanos()).max().orElseThrow();
    return new TraceSummary(
        trace.getFirst().traceId(),
        "",
        "",
        start,
        end - start,
        trace.size(),
        (int) trace.stream().filter(Span::hasError).count(),
        0,
        (int) trace.stream().filter(matches).count(),
        services(trace));
  }

  private static List<ServiceCount> services(List<Span> trace) {
    var byService =
        trace.stream()
            .collect(
                groupingBy(s -> s.resource().serviceName(), TreeMap::new, Collectors.toList()));
    var counts = new ArrayList<ServiceCount>();
    byService.forEach((name, of) ->
        counts.add(
            new ServiceCount(name, of.size(), (int) of.stream().filter(Span::hasError).count())));
    return counts;
  }

  List<String> services(TimeRange range) {
    return spans.stream()
        .filter(span -> range.contains(span.startNanos()))
        .map(span -> span.resource().serviceName())
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  List<Operation> operations(String service, TimeRange range) {
    return spans.stream()
        .filter(span -> range.contains(span.startNanos()))
        .filter(span -> isOf(span.resource(), service))
        .map(span -> new Operation(span.name(), span.kind()))
        .distinct()
        .sorted(comparing(Operation::name).thenComparing(Operation::kind))
        .toList();
  }

  private static boolean isOf(Resource resource, String service) {
    return last(resource.attributes(), "service.name")
        .filter(new AttributeValue.Text(service)::equals)
        .isPresent();
  }

  /// The spans of a trace.
  List<Span> trace(TraceId trace) {
    return spans.stream().filter(span -> span.traceId().equals(trace)).toList();
  }

  /// Of a key that occurs twice the last value counts.
  static Optional<AttributeValue> last(List<Attribute> attributes, String key) {
    return attributes.reversed().stream()
        .filter(each -> each.key().equals(key))
        .map(Attribute::value)
        .findFirst();
  }
}
