package dev.clew.query.series;

import dev.clew.model.AttributeValue;
import java.util.Comparator;

/// What the spans of a series have in common.
public record Label(String key, AttributeValue value) implements Comparable<Label> {
  /// Names the function that made a series which no other label names.
  static final String NAME = "__name__";

  static final String BUCKET = "__bucket";
  static final String QUANTILE = "p";

  private static final Comparator<Label> ORDER =
      Comparator.comparing(Label::key).thenComparing(Label::value, Label::compare);

  static Label text(String key, String value) {
    return new Label(key, new AttributeValue.Text(value));
  }

  static Label number(String key, double value) {
    return new Label(key, new AttributeValue.Real(value));
  }

  @Override
  public int compareTo(Label other) {
    return ORDER.compare(this, other);
  }

  /// By type, then as the type has it; what has no order of its own is ordered as it is written.
  static int compare(AttributeValue left, AttributeValue right) {
    if (left.type() != right.type()) {
      return left.type().compareTo(right.type());
    }
    return switch (left) {
      case AttributeValue.Text(var text) when right instanceof AttributeValue.Text(var other) ->
          text.compareTo(other);
      case AttributeValue.Bool(var flag) when right instanceof AttributeValue.Bool(var other) ->
          Boolean.compare(flag, other);
      case AttributeValue.Int(var number) when right instanceof AttributeValue.Int(var other) ->
          Long.compare(number, other);
      case AttributeValue.Real(var real) when right instanceof AttributeValue.Real(var other) ->
          Double.compare(real, other);
      case AttributeValue.Bytes(var bytes) when right instanceof AttributeValue.Bytes(var other) ->
          java.util.Arrays.compareUnsigned(bytes, other);
      case AttributeValue.Text _,
          AttributeValue.Bool _,
          AttributeValue.Int _,
          AttributeValue.Real _,
          AttributeValue.Bytes _,
          AttributeValue.Empty _,
          AttributeValue.Array _,
          AttributeValue.Map _ ->
          left.toString().compareTo(right.toString());
    };
  }
}
