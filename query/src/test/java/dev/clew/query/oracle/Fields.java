package dev.clew.query.oracle;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanLink;
import dev.clew.query.oracle.Plain.Nanos;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Intrinsic;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What a span has of a field: one value, or one for each of its events or links that has the
/// field; these by the type of attribute, then in the order of the events. Of a key that comes
/// twice in one list the last counts.
final class Fields {
  private static final List<Scope> FIRST_TO_LAST =
      List.of(Scope.SPAN, Scope.RESOURCE, Scope.EVENT, Scope.LINK, Scope.INSTRUMENTATION);

  private Fields() {}

  /// One at least; `NIL` alone where there is none.
  static List<Object> values(Reference field, Node node) {
    List<Object> values =
        switch (field) {
          case FieldExpr.Attribute(var scope, var key, _) -> attribute(scope, key, node);
          case FieldExpr.Of(var intrinsic, _) -> intrinsic(intrinsic, node);
        };
    return values.isEmpty() ? List.of(Plain.NIL) : values;
  }

  private static List<Object> attribute(Scope scope, String key, Node node) {
    Span span = node.span;
    return switch (scope) {
      case ANY ->
          FIRST_TO_LAST.stream()
              .map(each -> attribute(each, key, node))
              .filter(values -> !values.isEmpty())
              .findFirst()
              .orElse(List.of());
      case SPAN -> last(span.attributes(), key);
      case RESOURCE -> last(span.resource().attributes(), key);
      case INSTRUMENTATION -> last(span.scope().attributes(), key);
      case EVENT -> ofAll(span.events().stream().map(SpanEvent::attributes), key);
      case LINK -> ofAll(span.links().stream().map(SpanLink::attributes), key);
      case PARENT -> ofParent(Scope.ANY, key, node);
      case PARENT_SPAN -> ofParent(Scope.SPAN, key, node);
      case PARENT_RESOURCE -> ofParent(Scope.RESOURCE, key, node);
    };
  }

  private static List<Object> ofParent(Scope scope, String key, Node node) {
    return node.parent == null ? List.of() : attribute(scope, key, node.parent);
  }

  private static List<Object> last(List<Attribute> attributes, String key) {
    return ofAll(Stream.of(attributes), key);
  }

  private static List<Object> ofAll(Stream<List<Attribute>> lists, String key) {
    return lists
        .flatMap(list -> list.reversed().stream().filter(each -> each.key().equals(key)).limit(1))
        .map(Attribute::value)
        .sorted(Comparator.comparing(AttributeValue::type))
        .map(Plain::of)
        .toList();
  }

  private static List<Object> intrinsic(Intrinsic intrinsic, Node node) {
    Span span = node.span;
    WholeTrace trace = node.trace;
    return switch (intrinsic) {
      case DURATION -> List.of(new Nanos(span.durationNanos()));
      case NAME -> List.of(span.name());
      case STATUS -> List.of(span.status());
      case STATUS_MESSAGE -> List.of(span.statusMessage());
      case KIND -> List.of(span.kind());
      case SPAN_ID -> List.of(span.spanId().toString());
      case PARENT_ID ->
          Stream.ofNullable(span.parentSpanId()).<Object>map(Object::toString).toList();
      case CHILD_COUNT -> List.of((long) node.children.size());
      case ROOT_NAME -> List.of(trace.root.span.name());
      case ROOT_SERVICE -> List.of(WholeTrace.service(trace.root));
      case TRACE_DURATION -> List.of(new Nanos(trace.durationNanos()));
      case TRACE_ID -> List.of(withoutZeroes(trace.id.toString()));
      case EVENT_NAME -> span.events().stream().<Object>map(SpanEvent::name).toList();
      case EVENT_TIME ->
          span.events().stream()
              .<Object>map(event -> new Nanos(event.timeNanos() - span.startNanos()))
              .toList();
      case LINK_TRACE_ID -> span.links().stream().<Object>map(Fields::traceId).toList();
      case LINK_SPAN_ID -> span.links().stream().<Object>map(each -> hex(each.spanId())).toList();
      case SCOPE_NAME -> unlessEmpty(span.scope().name());
      case SCOPE_VERSION -> unlessEmpty(span.scope().version());
      case NESTED_SET_LEFT -> List.of(node.left);
      case NESTED_SET_RIGHT -> List.of(node.right);
      case NESTED_SET_PARENT -> List.of(node.parent == null ? -1L : node.parent.left);
      case CRITICAL_PATH -> List.of(new Nanos(node.criticalNanos));
      case SELF -> List.of(new Nanos(node.selfNanos()));
      case PARENT -> throw new IllegalArgumentException("needs a field of the parent");
      case TRACE_STATE -> throw new IllegalArgumentException("needs a field that has a name");
    };
  }

  private static List<Object> unlessEmpty(String text) {
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private static String traceId(SpanLink link) {
    return hex(link.traceIdHigh()) + hex(link.traceIdLow());
  }

  private static String hex(long bits) {
    return "%016x".formatted(bits);
  }

  static String withoutZeroes(String text) {
    return text.replaceFirst("^0+", "");
  }
}
