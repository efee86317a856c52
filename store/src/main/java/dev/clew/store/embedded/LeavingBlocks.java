package dev.clew.store.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

/// Blocks that have expired while views were reading them: their files have no name any more, and
/// their room is free when the views are closed, or after a while without asking them.
///
/// Guarded by its own lock.
final class LeavingBlocks {
  private record Leaving(SharedBlock block, long lastNanos) {}

  private final long graceNanos;
  private final Deque<Leaving> all = new ArrayDeque<>();

  LeavingBlocks(long graceNanos) {
    this.graceNanos = graceNanos;
  }

  synchronized void add(SharedBlock block, long nowNanos) {
    all.add(new Leaving(block, nowNanos + graceNanos));
  }

  /// Takes the blocks from views that have had their time.
  synchronized void letGoOverdue(long nowNanos) {
    all.removeIf(each -> {
      if (nowNanos - each.lastNanos >= 0) {
        each.block.letGo();
      }
      return !each.block.isHeld();
    });
  }

  /// What they still take up on the disk.
  synchronized long bytes() {
    return all.stream()
        .filter(each -> each.block.isHeld())
        .mapToLong(each -> each.block.block().bytes())
        .sum();
  }
}
