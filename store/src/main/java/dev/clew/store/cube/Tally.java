package dev.clew.store.cube;

import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import java.util.ArrayList;
import java.util.List;

/// What the rows of a block change in the counts of a tenant's spans and calls.
///
/// **The rule.** Let `f(T)` be what a trace of exactly the rows `T` counts. For each trace of the
/// block, the block *adds* `f(all rows up to the block's)` and *removes* `f(the rows of earlier
/// blocks)`. Over all blocks these sums telescope: what is left of a trace is `f` of all its rows,
/// whichever way they are spread over blocks, however late they came, however often they were sent.
/// So the counts of a tenant are all that was added less all that was removed. Nothing else needs
/// to be remembered: a tally depends on rows alone, stands in the block whose rows it counts, and
/// is there exactly when they are.
///
/// Most traces lie in one block, so that hardly anything is removed. Where an earlier block has
/// expired and a later one still removes what that one had added, the cell stays at 0: in the steps
/// around the moment up to which blocks have expired, spans are partly gone anyway.
///
/// Owned by one thread.
public final class Tally {
  /// What is counted where; the ordinals stand in files.
  public enum Part {
    SPANS_ADDED,
    SPANS_REMOVED,
    CALLS_ADDED,
    CALLS_REMOVED
  }

  private final Words words = new Words();
  private final List<Cube> cubes = new ArrayList<>();

  /// @param limit how many cells of full detail each cube has at most
  public Tally(int limit) {
    for (Part _ : Part.values()) {
      cubes.add(new Cube(words, limit));
    }
  }

  /// What suits the tally of a block of so many rows: as they grow in time, so do the cells.
  public static Tally ofRows(long rows) {
    return new Tally(Math.clamp(rows / 16, Cube.USUAL_LIMIT, Cube.MAX_LIMIT));
  }

  /// Numbers the names of services and spans in the rows that are counted here.
  public Words words() {
    return words;
  }

  /// Counts a trace as added.
  public void add(TraceRows rows, CallRows calls, ClosedTrace trace) {
    new RedFeed(cube(Part.SPANS_ADDED)).add(rows, calls, trace);
    new DependencyFeed(cube(Part.CALLS_ADDED)).add(rows, calls, trace);
  }

  /// Counts the rows of a trace that is too large to be judged, each as a span; calls among them
  /// are not found.
  public void addUnjudged(TraceRows rows, CallRows calls) {
    new RedFeed(cube(Part.SPANS_ADDED)).addAll(rows, calls);
  }

  /// Counts a trace as removed.
  public void remove(TraceRows rows, CallRows calls, ClosedTrace trace) {
    new RedFeed(cube(Part.SPANS_REMOVED)).add(rows, calls, trace);
    new DependencyFeed(cube(Part.CALLS_REMOVED)).add(rows, calls, trace);
  }

  /// Adds one part of another block's tally: the tally of blocks that become one is the sum of
  /// theirs.
  public void merge(Part part, Cube cube) {
    cube(part).merge(cube);
  }

  public Cube cube(Part part) {
    return cubes.get(part.ordinal());
  }
}
