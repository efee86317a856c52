package dev.clew.query;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.model.SpanId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.TraceSearch.Order;
import dev.clew.query.TraceSummary.ServiceCount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Answers queries over a list of spans in the simplest way: what every engine is held against.
final class Oracle {
  private final List<Span> spans;

  /// Spans that came twice are the same both times.
  Oracle(List<Span> spans) {
    this.spans = spans.stream().distinct().toList();
  }

  List<TraceSummary> search(Condition condition, TimeRange range, Order order) {
    Comparator<TraceSummary> byKey =
        switch (order) {
          case START -> comparing(TraceSummary::startNanos);
          case DURATION -> comparing(TraceSummary::durationNanos);
        };
    return spans.stream().collect(groupingBy(Span::traceId)).values().stream()
        .map(trace -> summary(trace, condition, range))
        .filter(summary -> summary.matchedSpanCount() > 0)
        .sorted(byKey.reversed().thenComparing(each -> each.traceId().toString()))
        .toList();
  }

  private static TraceSummary summary(List<Span> trace, Condition condition, TimeRange range) {
    long start = trace.stream().mapToLong(Span::startNanos).min().orElseThrow();
    long end =
        trace.stream().mapToLong(s -> s.startNanos() + s.durationNanos()).max().orElseThrow();
    List<SpanId> ids = trace.stream().map(Span::spanId).toList();
    Span root =
        trace.stream()
            .min(
                comparing(Span::isRoot)
                    .reversed()
                    .thenComparing(Span::startNanos)
                    .thenComparing(span -> span.spanId().toString()))
            .orElseThrow();
    return new TraceSummary(
        trace.getFirst().traceId(),
        root.resource().serviceName(),
        root.name(),
        start,
        end - start,
        trace.size(),
        (int) trace.stream().filter(Span::hasError).count(),
        (int) trace.stream().filter(s -> !s.isRoot() && !ids.contains(s.parentSpanId())).count(),
        (int) trace.stream().filter(s -> matches(s, condition, range)).count(),
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
        .anyMatch(new AttributeValue.Text(service)::equals);
  }

  /// The spans of a trace.
  List<Span> trace(TraceId trace) {
    return spans.stream().filter(span -> span.traceId().equals(trace)).toList();
  }

  static boolean matches(Span span, Condition condition, TimeRange range) {
    return range.contains(span.startNanos()) && holds(span, condition);
  }

  private static boolean holds(Span span, Condition condition) {
    return switch (condition) {
      case Condition.Any _ -> true;
      case Condition.Not(var inner) -> !holds(span, inner);
      case Condition.All(var terms) -> terms.stream().allMatch(term -> holds(span, term));
      case Condition.Either(var terms) -> terms.stream().anyMatch(term -> holds(span, term));
      case Condition.Exists(var field) -> values(span, field).findAny().isPresent();
      case Condition.Compare(var field, var operator, var operand) ->
          values(span, field).anyMatch(value -> compares(value, operator, plain(operand)));
    };
  }

  /// The values of a field: texts, longs, doubles, booleans, enums, or else an attribute's value.
  private static Stream<Object> values(Span span, Field field) {
    return switch (field) {
      case Field.Attribute(var scope, var key) ->
          attributes(span, scope).flatMap(list -> last(list, key)).map(Oracle::plain);
      case Field.Intrinsic.NAME -> Stream.of(span.name());
      case Field.Intrinsic.KIND -> Stream.of(span.kind());
      case Field.Intrinsic.STATUS -> Stream.of(span.status());
      case Field.Intrinsic.STATUS_MESSAGE ->
          Stream.<Object>of(span.statusMessage()).filter(message -> !message.equals(""));
      case Field.Intrinsic.DURATION -> Stream.of(span.durationNanos());
      case Field.Intrinsic.EVENT_NAME -> span.events().stream().map(each -> each.name());
    };
  }

  private static Stream<List<Attribute>> attributes(Span span, Field.Scope scope) {
    return switch (scope) {
      case SPAN -> Stream.of(span.attributes());
      case RESOURCE -> Stream.of(span.resource().attributes());
      case INSTRUMENTATION -> Stream.of(span.scope().attributes());
      case EVENT -> span.events().stream().map(each -> each.attributes());
      case LINK -> span.links().stream().map(each -> each.attributes());
      case ANY ->
          Arrays.stream(Field.Scope.values())
              .filter(each -> each != Field.Scope.ANY)
              .flatMap(each -> attributes(span, each));
    };
  }

  private static Stream<AttributeValue> last(List<Attribute> attributes, String key) {
    return attributes.reversed().stream()
        .filter(each -> each.key().equals(key))
        .limit(1)
        .map(Attribute::value);
  }

  private static Object plain(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var text) -> text;
      case AttributeValue.Int(var number) -> number;
      case AttributeValue.Real(var number) -> number;
      case AttributeValue.Bool(var flag) -> flag;
      case AttributeValue other -> other;
    };
  }

  private static Object plain(Literal literal) {
    return switch (literal) {
      case Literal.Text(var text) -> text;
      case Literal.Int(var number) -> number;
      case Literal.Real(var number) -> number;
      case Literal.Bool(var flag) -> flag;
      case Literal.Span(var duration) -> duration.toNanos();
      case Literal.Status(var status) -> status;
      case Literal.Kind(var kind) -> kind;
    };
  }

  private static boolean compares(Object value, Condition.Operator operator, Object operand) {
    return switch (operator) {
      case MATCHES -> isText(value, operand) && matches(value, operand);
      case NOT_MATCHES -> isText(value, operand) && !matches(value, operand);
      case EQUAL -> compare(value, operand).filter(order -> order == 0).isPresent();
      case NOT_EQUAL -> compare(value, operand).filter(order -> order != 0).isPresent();
      case LESS -> compare(value, operand).filter(order -> order < 0).isPresent();
      case LESS_OR_EQUAL -> compare(value, operand).filter(order -> order <= 0).isPresent();
      case GREATER -> compare(value, operand).filter(order -> order > 0).isPresent();
      case GREATER_OR_EQUAL -> compare(value, operand).filter(order -> order >= 0).isPresent();
    };
  }

  private static boolean isText(Object value, Object operand) {
    return value instanceof String && operand instanceof String;
  }

  private static boolean matches(Object value, Object pattern) {
    return Pattern.compile((String) pattern, Pattern.DOTALL).matcher((String) value).matches();
  }

  /// Empty where the two cannot be compared.
  private static Optional<Integer> compare(Object value, Object operand) {
    if (value instanceof Number number && operand instanceof Number other) {
      return compareNumbers(number, other);
    }
    if (value instanceof String text && operand instanceof String other) {
      return Optional.of(Arrays.compare(text.codePoints().toArray(), other.codePoints().toArray()));
    }
    if (value instanceof Boolean flag && operand instanceof Boolean other) {
      return Optional.of(flag.compareTo(other));
    }
    return value instanceof Enum<?> constant
            && operand instanceof Enum<?> other
            && constant.getDeclaringClass() == other.getDeclaringClass()
        ? Optional.of(constant.ordinal() - other.ordinal())
        : Optional.empty();
  }

  private static Optional<Integer> compareNumbers(Number value, Number operand) {
    double one = value.doubleValue();
    double other = operand.doubleValue();
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return Optional.empty();
    }
    return Double.isInfinite(one) || Double.isInfinite(other)
        ? Optional.of(Double.compare(one, other))
        : Optional.of(exact(value).compareTo(exact(operand)));
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Long whole
        ? new BigDecimal(whole)
        : new BigDecimal(number.doubleValue());
  }
}
