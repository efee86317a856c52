package dev.clew.query.series;

import dev.clew.model.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// The labels of a series, each key once, in the order of the keys. Those of fewer labels come
/// first.
public record Labels(List<Label> all) implements Comparable<Labels> {
  static final Labels NONE = new Labels(List.of());

  public Labels {
    all = all.stream().sorted().toList();
  }

  static Labels of(Label... all) {
    return new Labels(List.of(all));
  }

  /// Those of a group. Where no field has a value, the first says so.
  ///
  /// @param values of the keys, in their order
  static Labels ofGroup(List<String> keys, List<@Nullable AttributeValue> values) {
    var labels = new ArrayList<Label>(keys.size());
    for (int key = 0; key < keys.size(); key++) {
      AttributeValue value = values.get(key);
      if (value != null) {
        labels.add(new Label(keys.get(key), value));
      }
    }
    if (labels.isEmpty() && !keys.isEmpty()) {
      labels.add(Label.text(keys.getFirst(), "nil"));
    }
    return new Labels(labels);
  }

  Labels with(Label label) {
    var more = new ArrayList<>(all);
    more.add(label);
    return new Labels(more);
  }

  OptionalDouble number(String key) {
    return all.stream()
        .filter(each -> each.key().equals(key))
        .flatMapToDouble(each ->
            each.value() instanceof AttributeValue.Real(var real)
                ? DoubleStream.of(real)
                : DoubleStream.empty())
        .findFirst();
  }

  /// Without the one that names the function.
  Labels unnamed() {
    return new Labels(all.stream().filter(each -> !each.key().equals(Label.NAME)).toList());
  }

  @Override
  public int compareTo(Labels other) {
    int order = Integer.compare(all.size(), other.all.size());
    for (int at = 0; order == 0 && at < all.size(); at++) {
      order = all.get(at).compareTo(other.all.get(at));
    }
    return order;
  }
}
