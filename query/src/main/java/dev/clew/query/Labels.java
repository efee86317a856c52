package dev.clew.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The labels of a series, each key once, in the order of the keys. Those of fewer labels come
/// first.
public record Labels(List<Label> all) implements Comparable<Labels> {
  public static final Labels NONE = new Labels(List.of());

  public Labels {
    all = all.stream().sorted().toList();
  }

  public static Labels of(Label... all) {
    return new Labels(List.of(all));
  }

  public Labels with(Label label) {
    var more = new ArrayList<>(all);
    more.add(label);
    return new Labels(more);
  }

  public Labels without(String key) {
    return new Labels(all.stream().filter(each -> !each.key().equals(key)).toList());
  }

  public Optional<Value> find(String key) {
    return all.stream().filter(each -> each.key().equals(key)).map(Label::value).findFirst();
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
