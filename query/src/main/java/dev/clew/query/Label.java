package dev.clew.query;

import java.util.Comparator;

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

  /// By type, then as the type has it; what has no order of its own is ordered as it is written.
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
      case Value _ when rank(left) != rank(right) -> Integer.compare(rank(left), rank(right));
      case Value _ -> left.toString().compareTo(right.toString());
    };
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
