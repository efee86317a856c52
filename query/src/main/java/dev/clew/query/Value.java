package dev.clew.query;

import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import java.util.List;

/// What an expression of a query comes to for a span.
public sealed interface Value {
  Value NIL = new Nil();

  /// There is no value.
  record Nil() implements Value {}

  record Bool(boolean value) implements Value {}

  record Int(long value) implements Value {}

  record Real(double value) implements Value {}

  record Text(String value) implements Value {}

  /// A duration.
  record Nanos(long value) implements Value {}

  record Status(StatusCode value) implements Value {}

  record Kind(SpanKind value) implements Value {}

  /// An array.
  record Items(List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// What nothing can be compared with: bytes, a map, or an attribute without content.
  record Other(AttributeValue value) implements Value {}

  static Value of(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var text) -> new Text(text);
      case AttributeValue.Bool(var bool) -> new Bool(bool);
      case AttributeValue.Int(var number) -> new Int(number);
      case AttributeValue.Real(var number) -> new Real(number);
      case AttributeValue.Array(var values) -> new Items(values.stream().map(Value::of).toList());
      case AttributeValue.Empty _, AttributeValue.Map _, AttributeValue.Bytes _ -> new Other(value);
    };
  }
}
