package dev.clew.query.oracle;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The labels of a series: those of fewer labels come first, then by key and value.
record SeriesLabels(SortedMap<String, Object> all) implements Comparable<SeriesLabels> {
  static final SeriesLabels NONE = new SeriesLabels(new TreeMap<>());
  private static final String NAME = "__name__";

  SeriesLabels {
    all = new TreeMap<>(all);
  }

  SeriesLabels with(String key, Object value) {
    var more = new TreeMap<>(all);
    more.put(key, value);
    return new SeriesLabels(more);
  }

  SeriesLabels named(String name) {
    return with(NAME, name);
  }

  SeriesLabels unnamed() {
    var left = new TreeMap<>(all);
    left.remove(NAME);
    return new SeriesLabels(left);
  }

  @Override
  public int compareTo(SeriesLabels other) {
    int order = Integer.compare(all.size(), other.all.size());
    List<Map.Entry<String, Object>> own = List.copyOf(all.entrySet());
    List<Map.Entry<String, Object>> others = List.copyOf(other.all.entrySet());
    for (int at = 0; order == 0 && at < own.size(); at++) {
      order =
          Comparator.<Map.Entry<String, Object>, String>comparing(Map.Entry::getKey)
              .thenComparing(Map.Entry::getValue, SeriesLabels::compare)
              .compare(own.get(at), others.get(at));
    }
    return order;
  }

  /// By type, then by value: of arrays and maps what is in them, bytes as unsigned numbers.
  private static int compare(Object one, Object other) {
    int byType = Integer.compare(rank(one), rank(other));
    if (byType != 0) {
      return byType;
    }
    return switch (one) {
      case Long number -> number.compareTo((Long) other);
      case Double number -> number.compareTo((Double) other);
      case Boolean bool -> bool.compareTo((Boolean) other);
      case Plain.Nanos(var nanos) -> Long.compare(nanos, Plain.whole(other));
      case List<?> items -> compareAll(items, (List<?>) other);
      case AttributeValue.Bytes(var bytes) when other instanceof AttributeValue.Bytes(var others) ->
          Arrays.compareUnsigned(bytes, others);
      case AttributeValue.Map(var entries) when other instanceof AttributeValue.Map(var others) ->
          compareAll(parts(entries), parts(others));
      case AttributeValue value -> value.type().compareTo(((AttributeValue) other).type());
      default -> one.toString().compareTo(other.toString());
    };
  }

  private static int compareAll(List<?> one, List<?> other) {
    for (int at = 0; at < one.size() && at < other.size(); at++) {
      int order = compare(one.get(at), other.get(at));
      if (order != 0) {
        return order;
      }
    }
    return one.size() - other.size();
  }

  private static List<Object> parts(List<Attribute> entries) {
    var parts = new ArrayList<Object>();
    for (Attribute each : entries) {
      parts.add(each.key());
      parts.add(Plain.of(each.value()));
    }
    return parts;
  }

  private static int rank(Object value) {
    return switch (value) {
      case Boolean _ -> 1;
      case Long _ -> 2;
      case Double _ -> 3;
      case Plain.Nanos _ -> 4;
      case String _ -> 5;
      case StatusCode _ -> 6;
      case SpanKind _ -> 7;
      case List<?> _ -> 8;
      default -> 9;
    };
  }
}
