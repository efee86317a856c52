package dev.clew.query.run;

import dev.clew.store.CorruptBlockException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an answer could not see, a sentence each; of very many the first. Owned by one thread.
final class Gaps {
  private static final int MOST = 20;

  private final Set<String> reasons = new LinkedHashSet<>();
  private boolean areMore;

  void add(String reason) {
    if (reasons.size() < MOST) {
      reasons.add(reason);
    } else if (!reasons.contains(reason)) {
      areMore = true;
    }
  }

  void add(CorruptBlockException damage) {
    add(String.valueOf(damage.getMessage()));
  }

  void addAll(List<String> more) {
    more.forEach(this::add);
  }

  boolean isEmpty() {
    return reasons.isEmpty();
  }

  List<String> reasons() {
    var all = new ArrayList<>(reasons);
    if (areMore) {
      all.add("and more");
    }
    return all;
  }
}
