package dev.clew.query.plan;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the fields of queries are found.
public final class Fields {
  /// Where an attribute without a scope is looked for.
  public static final List<Scope> FIRST_TO_LAST =
      List.of(Scope.SPAN, Scope.RESOURCE, Scope.EVENT, Scope.LINK, Scope.INSTRUMENTATION);

  private static final Place NOWHERE = new Place(0);

  private Fields() {}

  public static FieldExpr.Attribute of(Scope scope, String key) {
    return new FieldExpr.Attribute(scope, key, NOWHERE);
  }

  public static FieldExpr.Of of(Intrinsic intrinsic) {
    return new FieldExpr.Of(intrinsic, NOWHERE);
  }

  /// Of a key that occurs twice the last counts.
  public static @Nullable AttributeValue last(List<Attribute> attributes, String key) {
    AttributeValue value = null;
    for (Attribute attribute : attributes) {
      if (attribute.key().equals(key)) {
        value = attribute.value();
      }
    }
    return value;
  }
}
