package dev.clew.query;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.testkit.Gen;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A filter, and the spans that have to pass it, in the words of the random content of a store.
record RandomFilter(FieldExpr filter, Predicate<Span> expected) {
  private static final List<Scope> SCOPES =
      List.of(Scope.SPAN, Scope.RESOURCE, Scope.EVENT, Scope.LINK, Scope.INSTRUMENTATION);

  static RandomFilter of(Gen gen) {
    String text = gen.oneOf(RandomStoreContent.TEXTS);
    long nanos = gen.random().nextInt(40);
    StatusCode status = gen.oneOf(List.of(StatusCode.values()));
    SpanKind kind = gen.oneOf(List.of(SpanKind.values()));
    return switch (gen.random().nextInt(12)) {
      case 0 ->
          new RandomFilter(
              Filters.service(text),
              span -> has(span, Scope.RESOURCE, "service.name", new Literal.Text(text)));
      case 1 -> new RandomFilter(Filters.name(text), span -> span.name().equals(text));
      case 2 -> new RandomFilter(Filters.kind(kind), span -> span.kind() == kind);
      case 3 -> new RandomFilter(Filters.status(status), span -> span.status() == status);
      case 4 -> new RandomFilter(Filters.otherStatus(status), span -> span.status() != status);
      case 5 ->
          new RandomFilter(Filters.statusMessage(text), span -> span.statusMessage().equals(text));
      case 6 ->
          new RandomFilter(
              Filters.eventName(text),
              span -> span.events().stream().anyMatch(event -> event.name().equals(text)));
      case 7 ->
          new RandomFilter(
              Filters.shortest(Duration.ofNanos(nanos)), span -> span.durationNanos() >= nanos);
      case 8 ->
          new RandomFilter(
              Filters.longest(Duration.ofNanos(nanos)), span -> span.durationNanos() <= nanos);
      case 9 -> either(of(gen), of(gen));
      default -> attribute(gen);
    };
  }

  private static RandomFilter either(RandomFilter one, RandomFilter other) {
    return new RandomFilter(
        Filters.any(List.of(one.filter, other.filter)), one.expected.or(other.expected));
  }

  private static RandomFilter attribute(Gen gen) {
    String key = gen.oneOf(RandomStoreContent.KEYS);
    Literal value = literal(gen);
    if (gen.chance(0.5)) {
      return new RandomFilter(
          Filters.anywhere(key, value),
          span -> SCOPES.stream().anyMatch(scope -> has(span, scope, key, value)));
    }
    Scope scope = gen.oneOf(SCOPES);
    return new RandomFilter(
        Filters.attribute(scope, key, value), span -> has(span, scope, key, value));
  }

  private static Literal literal(Gen gen) {
    return switch (gen.random().nextInt(6)) {
      case 0, 1, 2 -> new Literal.Text(gen.oneOf(RandomStoreContent.TEXTS));
      case 3 -> new Literal.Int(gen.oneOf(RandomStoreContent.INTS));
      case 4 -> new Literal.Real(gen.random().nextInt(3) * 2.5);
      default -> new Literal.Bool(gen.random().nextBoolean());
    };
  }

  private static boolean has(Span span, Scope scope, String key, Literal value) {
    return attributes(span, scope)
        .flatMap(each -> Oracle.last(each, key).stream())
        .anyMatch(each -> isEqual(each, value));
  }

  private static Stream<List<Attribute>> attributes(Span span, Scope scope) {
    return switch (scope) {
      case SPAN -> Stream.of(span.attributes());
      case RESOURCE -> Stream.of(span.resource().attributes());
      case INSTRUMENTATION -> Stream.of(span.scope().attributes());
      case EVENT -> span.events().stream().map(SpanEvent::attributes);
      case LINK -> span.links().stream().map(SpanLink::attributes);
      case ANY, PARENT, PARENT_SPAN, PARENT_RESOURCE ->
          throw new IllegalArgumentException("needs one scope of the span, got " + scope);
    };
  }

  /// With its type, but for numbers; an array if one of its elements is.
  private static boolean isEqual(AttributeValue value, Literal literal) {
    return switch (value) {
      case AttributeValue.Array(var values) ->
          values.stream().anyMatch(each -> isEqual(each, literal));
      case AttributeValue.Text(var text) -> literal.equals(new Literal.Text(text));
      case AttributeValue.Bool(var bool) -> literal.equals(new Literal.Bool(bool));
      case AttributeValue.Int(var number) -> isEqual(new BigDecimal(number), literal);
      case AttributeValue.Real(var number) ->
          Double.isFinite(number) && isEqual(new BigDecimal(number), literal);
      case AttributeValue.Empty _, AttributeValue.Map _, AttributeValue.Bytes _ -> false;
    };
  }

  private static boolean isEqual(BigDecimal number, Literal literal) {
    return (literal instanceof Literal.Int(var whole)
            && number.compareTo(new BigDecimal(whole)) == 0)
        || (literal instanceof Literal.Real(var real)
            && number.compareTo(new BigDecimal(real)) == 0);
  }
}
