package dev.clew.query.series;

import dev.clew.query.Labels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The groups of spans and what is kept of each: of all groups that ever came, those that come
/// first, as many as there is room for.
///
/// A group that is here has never missed a span: who was once turned away never comes back, and
/// nobody behind it. So what is here in the end depends on the spans alone, not on their order, nor
/// on who counted which of them. Owned by one thread.
final class Groups<T extends Tally<T>> {
  /// A group as long as it is here. Owned by the thread that owns its groups.
  static final class Group {
    private static final Group NONE = new Group(Labels.NONE, Slice.NO_GROUP);

    private final Labels labels;
    private int number;

    private Group(Labels labels, int number) {
      this.labels = labels;
      this.number = number;
    }

    /// Its place in the tally, or -1 once there was no room for it.
    int number() {
      return number;
    }
  }

  private final T tally;
  private final long maxRows;
  private final TreeMap<Labels, Group> groups = new TreeMap<>();

  /// The first that was turned away.
  private @Nullable Labels bound;

  private final List<Group> byNumber = new ArrayList<>();

  /// Numbers of groups that went.
  private final Deque<Integer> free = new ArrayDeque<>();

  Groups(T tally, long maxRows) {
    this.tally = tally;
    this.maxRows = maxRows;
  }

  T tally() {
    return tally;
  }

  Group group(Labels labels) {
    if (bound != null && labels.compareTo(bound) >= 0) {
      return Group.NONE;
    }
    Group group = groups.get(labels);
    if (group == null) {
      group = new Group(labels, free.isEmpty() ? byNumber.size() : free.pop());
      set(group);
      groups.put(labels, group);
      relieve();
    }
    return group;
  }

  private void set(Group group) {
    if (group.number == byNumber.size()) {
      byNumber.add(group);
    } else {
      byNumber.set(group.number, group);
    }
  }

  Labels labels(int number) {
    return byNumber.get(number).labels;
  }

  /// Turns groups away until there is room for those that are left.
  void relieve() {
    while (groups.size() > 1 && rows() > maxRows) {
      turnAwayLast();
    }
  }

  private long rows() {
    return (long) groups.size() * tally.rowsAGroup() + tally.moreRows();
  }

  private void turnAwayLast() {
    Map.Entry<Labels, Group> last = groups.pollLastEntry();
    Group group = last.getValue();
    tally.clear(group.number);
    free.push(group.number);
    group.number = Slice.NO_GROUP;
    bound = last.getKey();
  }

  /// Adds what others have kept, their first step to the step `offset` here.
  void merge(Groups<T> other, int offset) {
    if (other.bound != null) {
      keepBelow(other.bound);
    }
    other.groups.forEach((labels, theirs) -> {
      int own = group(labels).number();
      if (own != Slice.NO_GROUP) {
        tally.merge(own, other.tally, theirs.number, offset);
        relieve();
      }
    });
  }

  private void keepBelow(Labels first) {
    if (bound == null || first.compareTo(bound) < 0) {
      while (!groups.isEmpty() && groups.lastKey().compareTo(first) >= 0) {
        turnAwayLast();
      }
      bound = first;
    }
  }

  /// True when there was no room for some.
  boolean isTruncated() {
    return bound != null;
  }

  /// Hands out the groups that are here, in their order.
  void forEach(BiConsumer<Labels, Integer> taker) {
    groups.forEach((labels, group) -> taker.accept(labels, group.number));
  }
}
