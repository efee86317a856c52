package dev.clew.query.discover;

import dev.clew.model.ValueType;
import dev.clew.query.AttributeKeys.Scope;
import dev.clew.query.AttributeType;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Intrinsic;
import java.util.Comparator;

/// What spans have values of one type of.
record Key(Scope scope, String name, AttributeType type) implements Comparable<Key> {
  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::scope).thenComparing(Key::name).thenComparing(Key::type);

  static Key of(Scope scope, String name, ValueType type) {
    return new Key(scope, name, AttributeType.of(type));
  }

  static Key of(Intrinsic intrinsic) {
    return new Key(Scope.INTRINSIC, intrinsic.text(), type(intrinsic));
  }

  private static AttributeType type(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case DURATION, TRACE_DURATION, EVENT_TIME, CRITICAL_PATH, SELF -> AttributeType.DURATION;
      case STATUS -> AttributeType.STATUS;
      case KIND -> AttributeType.KIND;
      case CHILD_COUNT, NESTED_SET_LEFT, NESTED_SET_RIGHT, NESTED_SET_PARENT -> AttributeType.INT;
      case NAME,
          STATUS_MESSAGE,
          SPAN_ID,
          PARENT_ID,
          ROOT_NAME,
          ROOT_SERVICE,
          TRACE_ID,
          EVENT_NAME,
          LINK_TRACE_ID,
          LINK_SPAN_ID,
          SCOPE_NAME,
          SCOPE_VERSION,
          TRACE_STATE ->
          AttributeType.STRING;
      case PARENT -> AttributeType.EMPTY;
    };
  }

  /// As a query names it.
  Reference reference() {
    return switch (scope) {
      case SPAN -> Fields.of(FieldExpr.Scope.SPAN, name);
      case RESOURCE -> Fields.of(FieldExpr.Scope.RESOURCE, name);
      case EVENT -> Fields.of(FieldExpr.Scope.EVENT, name);
      case LINK -> Fields.of(FieldExpr.Scope.LINK, name);
      case INSTRUMENTATION -> Fields.of(FieldExpr.Scope.INSTRUMENTATION, name);
      case INTRINSIC ->
          Intrinsic.nameable()
              .filter(each -> each.text().equals(name))
              .findFirst()
              .<Reference>map(Fields::of)
              .orElseThrow();
    };
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }
}
