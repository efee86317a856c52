package dev.clew.query.totals;

import dev.clew.query.Label;
import dev.clew.query.TotalsAnswer;
import dev.clew.query.Value;
import dev.clew.query.traceql.ScalarExpr.Function;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The totals of groups of spans, by the groups' values: of all groups that ever came those that
/// come first, as many as there is room for. What is here has never missed a span, since what was
/// once turned away never comes back. Owned by one thread.
final class TotalGroups {
  static final Comparator<List<Value>> ORDER = TotalGroups::compare;

  private final Function function;
  private final long most;
  private final TreeMap<List<Value>, Total> groups = new TreeMap<>(ORDER);

  /// The first that was turned away.
  private @Nullable List<Value> bound;

  TotalGroups(Function function, long most) {
    this.function = function;
    this.most = most;
  }

  private static int compare(List<Value> one, List<Value> other) {
    int order = 0;
    for (int at = 0; order == 0 && at < one.size(); at++) {
      order = Label.compare(one.get(at), other.get(at));
    }
    return order;
  }

  /// The total of a group; nothing where there is no room for it.
  Optional<Total> of(List<Value> group) {
    if (bound != null && compare(group, bound) >= 0) {
      return Optional.empty();
    }
    Total total = groups.computeIfAbsent(group, _ -> new Total(function));
    if (groups.size() > most) {
      bound = groups.pollLastEntry().getKey();
    }
    return Optional.of(total);
  }

  void merge(TotalGroups other) {
    if (other.bound != null && (bound == null || compare(other.bound, bound) < 0)) {
      bound = other.bound;
      groups.tailMap(bound, true).clear();
    }
    other.groups.forEach((group, total) -> of(group).ifPresent(own -> own.merge(total)));
  }

  boolean isTruncated() {
    return bound != null;
  }

  List<TotalsAnswer.Total> totals() {
    var all = new ArrayList<TotalsAnswer.Total>();
    groups.forEach(
        (group, total) -> all.add(new TotalsAnswer.Total(group, total.value(), total.spans())));
    return all;
  }
}
