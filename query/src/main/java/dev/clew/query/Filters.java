package dev.clew.query;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.Place;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.SpansetExpr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Builds the queries that searches by parameters come to. A filter asks something of one span; its
/// query is one that could have been written in TraceQL.
public final class Filters {
  private static final Place NOWHERE = new Place(0);
  private static final List<Scope> PLACES =
      List.of(Scope.SPAN, Scope.RESOURCE, Scope.EVENT, Scope.LINK, Scope.INSTRUMENTATION);

  private Filters() {}

  /// The traces with a span that passes all of these filters, newest first.
  public static Query search(List<FieldExpr> filters) {
    return new Query(
        new Query.Root.Search(spans(filters)), Optional.empty(), OptionalInt.empty(), List.of());
  }

  /// The spans that pass all of these filters.
  public static Pipeline spans(List<FieldExpr> filters) {
    Optional<FieldExpr> condition = filters.stream().reduce(Filters::both);
    return new Pipeline(List.of(new Stage.Spansets(new SpansetExpr.Filter(condition))));
  }

  /// An attribute of one scope.
  public static FieldExpr.Reference reference(Scope scope, String key) {
    return new FieldExpr.Attribute(scope, key, NOWHERE);
  }

  /// The same query with its traces in another order.
  public static Query ordered(Query query, Query.Order order) {
    return new Query(query.root(), Optional.of(order), query.limit(), query.hints());
  }

  public static FieldExpr service(String name) {
    return attribute(Scope.RESOURCE, "service.name", new Literal.Text(name));
  }

  public static FieldExpr name(String name) {
    return equal(Intrinsic.NAME, new Literal.Text(name));
  }

  public static FieldExpr statusMessage(String message) {
    return equal(Intrinsic.STATUS_MESSAGE, new Literal.Text(message));
  }

  public static FieldExpr eventName(String name) {
    return equal(Intrinsic.EVENT_NAME, new Literal.Text(name));
  }

  public static FieldExpr kind(SpanKind kind) {
    return equal(Intrinsic.KIND, new Literal.Kind(kind));
  }

  public static FieldExpr status(StatusCode status) {
    return equal(Intrinsic.STATUS, new Literal.Status(status));
  }

  public static FieldExpr otherStatus(StatusCode than) {
    return compare(Intrinsic.STATUS, Operator.NOT_EQUAL, new Literal.Status(than));
  }

  /// The span itself takes so long or longer.
  public static FieldExpr shortest(Duration duration) {
    return compare(Intrinsic.DURATION, Operator.GREATER_OR_EQUAL, new Literal.Span(duration));
  }

  /// The span itself takes so long or less.
  public static FieldExpr longest(Duration duration) {
    return compare(Intrinsic.DURATION, Operator.LESS_OR_EQUAL, new Literal.Span(duration));
  }

  /// The span is of this trace.
  public static FieldExpr trace(TraceId id) {
    return equal(Intrinsic.TRACE_ID, new Literal.Text(id.toString()));
  }

  public static FieldExpr rootName(String name) {
    return equal(Intrinsic.ROOT_NAME, new Literal.Text(name));
  }

  public static FieldExpr rootService(String name) {
    return equal(Intrinsic.ROOT_SERVICE, new Literal.Text(name));
  }

  /// The trace takes so long or longer.
  public static FieldExpr shortestTrace(Duration duration) {
    return compare(Intrinsic.TRACE_DURATION, Operator.GREATER_OR_EQUAL, new Literal.Span(duration));
  }

  /// The trace takes so long or less.
  public static FieldExpr longestTrace(Duration duration) {
    return compare(Intrinsic.TRACE_DURATION, Operator.LESS_OR_EQUAL, new Literal.Span(duration));
  }

  /// An attribute of one scope has a value, of its type.
  public static FieldExpr attribute(Scope scope, String key, Literal value) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("an attribute needs a key of one character or more");
    }
    return equal(new FieldExpr.Attribute(scope, key, NOWHERE), value);
  }

  /// The attribute has a value in some scope, whatever it has in the others.
  public static FieldExpr anywhere(String key, Literal value) {
    return any(PLACES.stream().map(scope -> attribute(scope, key, value)).toList());
  }

  /// At least one of these filters, of which there has to be one.
  public static FieldExpr any(List<FieldExpr> filters) {
    return filters.stream()
        .reduce((one, other) -> binary(one, Operator.OR, other))
        .orElseThrow(() -> new IllegalArgumentException("needs a filter or more, got none"));
  }

  /// All of these filters, of which there has to be one.
  public static FieldExpr all(List<FieldExpr> filters) {
    return filters.stream()
        .reduce(Filters::both)
        .orElseThrow(() -> new IllegalArgumentException("needs a filter or more, got none"));
  }

  /// The attribute has a value in this scope.
  public static FieldExpr has(Scope scope, String key) {
    return binary(new FieldExpr.Attribute(scope, key, NOWHERE), Operator.NOT_EQUAL, nil());
  }

  /// The attribute has no value in this scope.
  public static FieldExpr lacks(Scope scope, String key) {
    return binary(new FieldExpr.Attribute(scope, key, NOWHERE), Operator.EQUAL, nil());
  }

  private static FieldExpr nil() {
    return new FieldExpr.Nil(NOWHERE);
  }

  public static FieldExpr scopeName(String name) {
    return equal(Intrinsic.SCOPE_NAME, new Literal.Text(name));
  }

  public static FieldExpr scopeVersion(String version) {
    return equal(Intrinsic.SCOPE_VERSION, new Literal.Text(version));
  }

  /// What no span passes.
  public static FieldExpr none() {
    return new FieldExpr.Constant(new Literal.Bool(false), NOWHERE);
  }

  private static FieldExpr both(FieldExpr one, FieldExpr other) {
    return binary(one, Operator.AND, other);
  }

  private static FieldExpr equal(Intrinsic field, Literal value) {
    return compare(field, Operator.EQUAL, value);
  }

  private static FieldExpr compare(Intrinsic field, Operator operator, Literal value) {
    return binary(new FieldExpr.Of(field, NOWHERE), operator, constant(value));
  }

  private static FieldExpr equal(FieldExpr field, Literal value) {
    return binary(field, Operator.EQUAL, constant(value));
  }

  private static FieldExpr constant(Literal value) {
    return new FieldExpr.Constant(value, NOWHERE);
  }

  private static FieldExpr binary(FieldExpr left, Operator operator, FieldExpr right) {
    return new FieldExpr.Binary(left, operator, right, NOWHERE);
  }
}
