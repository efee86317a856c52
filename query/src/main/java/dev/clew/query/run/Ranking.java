package dev.clew.query.run;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The best candidates so far, each once, at most so many. Owned by one thread.
final class Ranking {
  private final int limit;
  private final TreeSet<Candidate> best = new TreeSet<>();

  Ranking(int limit) {
    this.limit = limit;
  }

  boolean admits(Candidate candidate) {
    return best.size() < limit || candidate.compareTo(best.last()) < 0;
  }

  void add(Candidate candidate) {
    if (admits(candidate) && best.add(candidate) && best.size() > limit) {
      best.pollLast();
    }
  }

  /// Whoever does not come before this one cannot enter; null while there is room.
  @Nullable Candidate bar() {
    return best.size() < limit ? null : best.last();
  }

  List<Candidate> best() {
    return List.copyOf(best);
  }
}
