package dev.clew.store;

import java.io.IOException;
import java.util.BitSet;

/// What a sealed block knows of each of its traces, worked out once from the block's own rows. By
/// the numbers of the block's [TraceDirectory].
///
/// A trace may have rows in other blocks, and then this is not all of it: [StoreView#splitTraces]
/// knows. Such a trace is for the reader to put together.
public interface TraceSummaries {
  /// The row of the earliest root; where there is none, of the earliest orphan; where there is no
  /// orphan either, of the earliest span above which a circle of parents was cut.
  int rootRow(int number) throws IOException;

  /// How many spans it has; one that was sent again counts once.
  int spanCount(int number) throws IOException;

  int errorCount(int number) throws IOException;

  /// How many services took part.
  int serviceCount(int number) throws IOException;

  /// Spans that name a parent which is not here.
  int orphanCount(int number) throws IOException;

  /// True when no span is a root.
  boolean isRootMissing(int number) throws IOException;

  /// True when parents ran in a circle.
  boolean isCycleCut(int number) throws IOException;

  /// True when another block had rows of the trace as this one was made, or may have had some but
  /// could not be read.
  boolean isSplit(int number) throws IOException;

  /// True when none of its spans was among those that other blocks had of it as this one was made;
  /// false where nobody knows.
  boolean isDisjoint(int number) throws IOException;

  /// What is known of all traces at once.
  Marks marks() throws IOException;

  /// Traces by their numbers.
  ///
  /// @param split see [#isSplit]
  /// @param disjoint see [#isDisjoint]
  /// @param repeating those in which a row may repeat another
  record Marks(BitSet split, BitSet disjoint, BitSet repeating) {}

  /// True when the trace has too many rows to be judged: its root is its earliest row, all rows
  /// count as spans, none as an orphan, and none is on the critical path.
  boolean isTooLarge(int number) throws IOException;

  /// Fills `into` with the rows of a page that are on the critical path of their trace, and the
  /// nanoseconds of it for which each alone answers. Within a trace they sum to the root's
  /// duration.
  void readCriticalPath(int page, ColumnPage into) throws IOException;
}
