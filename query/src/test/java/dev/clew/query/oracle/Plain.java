package dev.clew.query.oracle;

import dev.clew.model.AttributeValue;
import dev.clew.query.Literal;
import java.util.List;

/// Values as the oracle has them: texts, longs, doubles, booleans, statuses and kinds as they are,
/// lists for arrays, what nothing compares with as its [AttributeValue], and those defined here.
final class Plain {
  /// There is no value.
  static final Object NIL = Nothing.NIL;

  private Plain() {}

  private enum Nothing {
    NIL
  }

  /// A duration.
  record Nanos(long value) {}

  static boolean isNil(Object value) {
    return value.equals(NIL);
  }

  static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value);
  }

  static Object of(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var text) -> text;
      case AttributeValue.Int(var number) -> number;
      case AttributeValue.Real(var number) -> number;
      case AttributeValue.Bool(var bool) -> bool;
      case AttributeValue.Array(var values) -> values.stream().map(Plain::of).toList();
      case AttributeValue.Empty _, AttributeValue.Map _, AttributeValue.Bytes _ -> value;
    };
  }

  static Object of(Literal literal) {
    return switch (literal) {
      case Literal.Text(var text) -> text;
      case Literal.Int(var number) -> number;
      case Literal.Real(var number) -> number;
      case Literal.Bool(var bool) -> bool;
      case Literal.Span(var duration) -> new Nanos(duration.toNanos());
      case Literal.Status(var status) -> status;
      case Literal.Kind(var kind) -> kind;
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Nanos || value instanceof Double;
  }

  static boolean isNaN(Object value) {
    return value instanceof Double number && Double.isNaN(number);
  }

  /// Of a number without a fraction.
  static long whole(Object number) {
    return number instanceof Nanos(var nanos) ? nanos : (Long) number;
  }

  /// Of a number.
  static double real(Object number) {
    return number instanceof Double real ? real : whole(number);
  }

  static List<?> elements(Object array) {
    return (List<?>) array;
  }
}
