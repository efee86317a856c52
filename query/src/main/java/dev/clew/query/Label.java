package dev.clew.query;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What the spans of a series have in common, by the name that queries give it.
public record Label(String key, Value value) implements Comparable<Label> {
  private static final Comparator<Label> ORDER =
      Comparator.comparing(Label::key).thenComparing(Label::value, Label::compare);

  public static Label text(String key, String value) {
    return new Label(key, new Value.Text(value));
  }

  public static Label number(String key, double value) {
    return new Label(key, new Value.Real(value));
  }

  @Override
  public int compareTo(Label other) {
    return ORDER.compare(this, other);
  }

  /// By type, then as the type has it: bytes as unsigned numbers, arrays and maps by what is in
  /// them.
  public static int compare(Value left, Value right) {
    return switch (left) {
      case Value.Text(var text) when right instanceof Value.Text(var other) ->
          text.compareTo(other);
      case Value.Bool(var flag) when right instanceof Value.Bool(var other) ->
          Boolean.compare(flag, other);
      case Value.Int(var number) when right instanceof Value.Int(var other) ->
          Long.compare(number, other);
      case Value.Real(var real) when right instanceof Value.Real(var other) ->
          Double.compare(real, other);
      case Value.Nanos(var nanos) when right instanceof Value.Nanos(var other) ->
          Long.compare(nanos, other);
      case Value.Items(var items) when right instanceof Value.Items(var others) ->
          compare(items, others);
      case Value.Other(var value) when right instanceof Value.Other(var other) ->
          compare(value, other);
      case Value _ when rank(left) != rank(right) -> Integer.compare(rank(left), rank(right));
      case Value _ -> left.toString().compareTo(right.toString());
    };
  }

  /// The first that differ decide, else the shorter comes first.
  private static int compare(List<Value> left, List<Value> right) {
    int order = 0;
    for (int at = 0; order == 0 && at < Math.min(left.size(), right.size()); at++) {
      order = compare(left.get(at), right.get(at));
    }
    return order != 0 ? order : Integer.compare(left.size(), right.size());
  }

  private static int compare(AttributeValue left, AttributeValue right) {
    if (left instanceof AttributeValue.Bytes(var bytes)
        && right instanceof AttributeValue.Bytes(var others)) {
      return Arrays.compareUnsigned(bytes, others);
    } else if (left instanceof AttributeValue.Map(var entries)
        && right instanceof AttributeValue.Map(var others)) {
      return compare(flat(entries), flat(others));
    }
    return left.type().compareTo(right.type());
  }

  /// Keys and values by turns.
  private static List<Value> flat(List<Attribute> entries) {
    return entries.stream()
        .flatMap(each -> Stream.of(new Value.Text(each.key()), Value.of(each.value())))
        .toList();
  }

  private static int rank(Value value) {
    return switch (value) {
      case Value.Nil _ -> 0;
      case Value.Bool _ -> 1;
      case Value.Int _ -> 2;
      case Value.Real _ -> 3;
      case Value.Nanos _ -> 4;
      case Value.Text _ -> 5;
      case Value.Status _ -> 6;
      case Value.Kind _ -> 7;
      case Value.Items _ -> 8;
      case Value.Other _ -> 9;
    };
  }
}
