package dev.clew.query.series;

import dev.clew.query.Labels;
import dev.clew.query.Series;
import java.util.List;

/// What is kept of the spans of each group, step by step. Owned by one thread.
///
/// @param <T> itself
interface Tally<T extends Tally<T>> {

  void add(Slice slice);

  /// Forgets a group, whose number another may get.
  void clear(int group);

  /// Adds what another has kept of one of its groups.
  ///
  /// @param offset the step here of the other's first
  void merge(int group, T other, int otherGroup, int offset);

  /// How many numbers it keeps for every group, a step.
  int rowsAGroup();

  /// How many it keeps beside that, a step.
  default int moreRows() {
    return 0;
  }

  /// The series of a group, those without any point included.
  List<Series> series(int group, Labels labels);
}
