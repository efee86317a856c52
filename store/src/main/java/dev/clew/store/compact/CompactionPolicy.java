package dev.clew.store.compact;

import dev.clew.store.CompactionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses which blocks of a tenant become one.
///
/// Each is compacted once at most, so that no span is written more than twice, and only with blocks
/// that were sealed within one window, so that none lives longer than it should by more than that.
/// It waits until a run can get no longer and has been left alone for a while. A run takes no more
/// [CompactionMemory] than is allowed, so blocks of which two would stay as they are.
///
/// @param memoryBytes what compacting a run may take
public record CompactionPolicy(CompactionSettings settings, long memoryBytes) {
  /// However small they are, so many make a run.
  private static final int MAX_BLOCKS = 256;

  /// A block, as far as the choice goes.
  ///
  /// @param memoryBytes what compacting takes for it
  /// @param mayFollow whether it may stand in one run with the block before it
  /// @param mayCompact whether it may stand in a run at all
  public record Candidate(
      int spans, long memoryBytes, long createdNanos, boolean mayFollow, boolean mayCompact) {}

  /// Blocks from one number to another, which is not among them.
  public record Run(int from, int to) {
    int size() {
      return to - from;
    }
  }

  /// The oldest run that is due.
  ///
  /// @param blocks of one tenant, in the order in which their spans came
  public Optional<Run> due(List<Candidate> blocks, long nowNanos) {
    return runs(blocks).stream().filter(run -> isDue(run, blocks, nowNanos)).findFirst();
  }

  /// How many blocks are in runs that are due.
  public int countDue(List<Candidate> blocks, long nowNanos) {
    return runs(blocks).stream()
        .filter(run -> isDue(run, blocks, nowNanos))
        .mapToInt(Run::size)
        .sum();
  }

  /// All runs of two blocks or more, the oldest first.
  private List<Run> runs(List<Candidate> blocks) {
    var runs = new ArrayList<Run>();
    int from = 0;
    while (from < blocks.size()) {
      var run = new Run(from, endOf(from, blocks));
      if (run.size() > 1) {
        runs.add(run);
      }
      from = run.to();
    }
    return runs;
  }

  /// The oldest run, due or not.
  public Optional<Run> any(List<Candidate> blocks) {
    return due(blocks, Long.MAX_VALUE);
  }

  /// Where a run ends that starts with a block.
  private int endOf(int from, List<Candidate> blocks) {
    Candidate first = blocks.get(from);
    if (!first.mayCompact()) {
      return from + 1;
    }
    long spans = first.spans();
    long bytes = CompactionMemory.fixed() + first.memoryBytes();
    int to = from + 1;
    while (to < blocks.size() && to - from < MAX_BLOCKS) {
      Candidate next = blocks.get(to);
      spans += next.spans();
      bytes += next.memoryBytes();
      boolean fits =
          spans <= settings.spans()
              && bytes <= memoryBytes
              && next.createdNanos() - first.createdNanos() <= settings.window().toNanos();
      if (!fits || !next.mayFollow() || !next.mayCompact()) {
        return to;
      }
      to++;
    }
    return to;
  }

  private boolean isDue(Run run, List<Candidate> blocks, long nowNanos) {
    if (run.size() == MAX_BLOCKS) {
      return true;
    }
    long quiet = nowNanos - blocks.get(run.to() - 1).createdNanos();
    long age = nowNanos - blocks.get(run.from()).createdNanos();
    boolean canGrow = run.to() == blocks.size() && age <= settings.window().toNanos();
    return !canGrow && quiet >= settings.quiet().toNanos();
  }
}
