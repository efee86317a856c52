package dev.clew.query.plan;

import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.store.ColumnKey;
import java.util.List;

/// What the columns of a span decide about it alone, made ready once a query.
public sealed interface SpanTest {
  SpanTest EVERY = new Every();
  SpanTest NONE = new None();

  record Every() implements SpanTest {}

  record None() implements SpanTest {}

  /// The field has a value of whatever type.
  record Present(Reference field) implements SpanTest {}

  /// Some value of the field satisfies a test.
  record Passes(Reference field, AttributeTest test) implements SpanTest {}

  /// A number in a column is the one.
  record IsNumber(ColumnKey.Intrinsic column, long number) implements SpanTest {}

  record Not(SpanTest inner) implements SpanTest {}

  record All(List<SpanTest> terms) implements SpanTest {}

  record Either(List<SpanTest> terms) implements SpanTest {}

  static SpanTest all(SpanTest one, SpanTest other) {
    if (one instanceof Every || other instanceof None) {
      return other;
    }
    return other instanceof Every || one instanceof None ? one : new All(List.of(one, other));
  }

  static SpanTest either(SpanTest one, SpanTest other) {
    if (one instanceof None || other instanceof Every) {
      return other;
    }
    return other instanceof None || one instanceof Every ? one : new Either(List.of(one, other));
  }

  static SpanTest not(SpanTest inner) {
    return switch (inner) {
      case Every _ -> NONE;
      case None _ -> EVERY;
      case Not(var twice) -> twice;
      case Present _, Passes _, IsNumber _, All _, Either _ -> new Not(inner);
    };
  }
}
