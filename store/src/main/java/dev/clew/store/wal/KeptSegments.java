package dev.clew.store.wal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which segments still hold a request that no sealed block holds.
///
/// Guarded by its own lock.
final class KeptSegments {
  /// A segment and the first and the last sequence that each tenant has in it.
  private static final class Kept {
    final Path path;
    final Map<String, Long> firstSequences = new HashMap<>();
    final Map<String, Long> lastSequences = new HashMap<>();
    long bytes;

    Kept(Path path, long bytes) {
      this.path = path;
      this.bytes = bytes;
    }
  }

  private final Deque<Kept> segments = new ArrayDeque<>();
  private final Map<String, Long> covered = new HashMap<>();

  /// Begins the newest segment; what is recorded from now on is in it.
  synchronized void begin(Path path, long bytes) {
    segments.addLast(new Kept(path, bytes));
  }

  synchronized void record(String tenant, long sequence) {
    segments.getLast().firstSequences.merge(tenant, sequence, Math::min);
    segments.getLast().lastSequences.merge(tenant, sequence, Math::max);
  }

  /// Sealed blocks now hold this tenant's requests up to `sequence`.
  synchronized void cover(String tenant, long sequence) {
    covered.merge(tenant, sequence, Math::max);
  }

  /// True when a segment has a record of a tenant up to a sequence.
  synchronized boolean holdsUpTo(String tenant, long sequence) {
    return segments.stream()
        .map(each -> each.firstSequences.get(tenant))
        .anyMatch(first -> first != null && first <= sequence);
  }

  /// The oldest segments that nothing needs; never the newest, which is being written. They stay
  /// until they are [#forget]-ed, so that nobody takes for gone what a crash could bring back.
  synchronized List<Path> unneeded() {
    return segments.stream()
        .limit(Math.max(0, segments.size() - 1))
        .takeWhile(this::isCovered)
        .map(each -> each.path)
        .toList();
  }

  synchronized void forget(Path path) {
    segments.removeIf(each -> each.path.equals(path));
  }

  private boolean isCovered(Kept segment) {
    return segment.lastSequences.entrySet().stream()
        .allMatch(each -> covered.getOrDefault(each.getKey(), -1L) >= each.getValue());
  }

  synchronized long bytes() {
    return segments.stream().mapToLong(each -> each.bytes).sum();
  }
}
