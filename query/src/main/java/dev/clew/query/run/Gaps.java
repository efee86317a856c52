package dev.clew.query.run;

import dev.clew.store.CorruptBlockException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an answer could not see, a sentence each; of very many the first. Owned by one thread.
public final class Gaps {
  private static final int MOST = 20;

  private final Set<String> reasons = new LinkedHashSet<>();
  private boolean areMore;

  public void add(String reason) {
    if (reasons.size() < MOST) {
      reasons.add(reason);
    } else if (!reasons.contains(reason)) {
      areMore = true;
    }
  }

  public void add(CorruptBlockException damage) {
    add(String.valueOf(damage.getMessage()));
  }

  public void addAll(List<String> more) {
    more.forEach(this::add);
  }

  public boolean isEmpty() {
    return reasons.isEmpty();
  }

  public List<String> reasons() {
    var all = new ArrayList<>(reasons);
    if (areMore) {
      all.add("and more");
    }
    return all;
  }
}
