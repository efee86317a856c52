package dev.clew.serve.api.tempo;

import dev.clew.query.Value;
import dev.clew.serve.api.GoDuration;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.tempo.Message.Content;
import java.util.Locale;

/// Writes values as OTLP's `KeyValue` and `AnyValue` have them: durations, status and kind as text.
final class Values {
  private Values() {}

  static Message keyed(String key, Value value) {
    return new Message().text(1, "key", key).one(2, "value", any(value));
  }

  static Message keyed(String key, String value) {
    return keyed(key, new Value.Text(value));
  }

  private static Message any(Value value) {
    var any = new Message();
    return switch (value) {
      case Value.Bool(var truth) -> any.set(2, "boolValue", new Content.Bool(truth));
      case Value.Int(var number) -> any.set(3, "intValue", new Content.Large(number));
      case Value.Real(var number) -> any.set(4, "doubleValue", new Content.Real(number));
      case Value.Items(var items) ->
          any.one(
              5,
              "arrayValue",
              new Message().many(1, "values", items.stream().map(Values::any).toList()));
      case Value.Nil _, Value.Text _, Value.Nanos _, Value.Status _, Value.Kind _, Value.Other _ ->
          any.set(1, "stringValue", new Content.Text(text(value)));
    };
  }

  /// A value as people read it.
  static String text(Value value) {
    return switch (value) {
      case Value.Nil _ -> "nil";
      case Value.Bool(var truth) -> Boolean.toString(truth);
      case Value.Int(var number) -> Long.toString(number);
      case Value.Real(var number) -> Double.toString(number);
      case Value.Text(var text) -> text;
      case Value.Nanos(var nanos) -> GoDuration.format(nanos);
      case Value.Status(var status) -> word(status);
      case Value.Kind(var kind) -> word(kind);
      case Value.Items(var items) -> String.valueOf(items.stream().map(Values::text).toList());
      case Value.Other(var other) -> Json.text(other);
    };
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
