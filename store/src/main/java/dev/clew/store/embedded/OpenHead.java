package dev.clew.store.embedded;

import dev.clew.store.block.StoredBlock;
import dev.clew.store.head.Head;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A head and the records of the log whose spans it holds, which views share: others use its memory
/// when nobody uses it any more.
///
/// Guarded by the lock of its [TenantSpans] while it grows; cut off from there, it does not change.
final class OpenHead {
  private final Head head;
  private final long firstSequence;
  private final long openedNanos;
  private final Hidden hidden = new Hidden();
  private final SplitTraces.Known known = new SplitTraces.Known();
  private long lastSequence;

  /// The store itself and every view. Any thread.
  private final AtomicInteger users = new AtomicInteger(1);

  /// @param openedNanos on the clock that only goes forward
  OpenHead(Head head, long firstSequence, long openedNanos) {
    this.head = head;
    this.firstSequence = firstSequence;
    this.openedNanos = openedNanos;
    lastSequence = firstSequence;
  }

  void append(long sequence, SpanBatch spans) {
    lastSequence = sequence;
    head.append(spans);
  }

  /// Only for who knows that somebody uses it.
  void acquire() {
    users.incrementAndGet();
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      head.giveBack();
    }
  }

  /// What is known of its traces.
  SplitTraces.Known known() {
    return known;
  }

  /// Rows of the head without what these hide.
  StoredBlock without(StoredBlock rows, List<Tombstone> tombstones) throws IOException {
    return tombstones.isEmpty() ? rows : hidden.in(rows, lastSequence, tombstones);
  }

  long lastSequence() {
    return lastSequence;
  }

  Head head() {
    return head;
  }

  long openedNanos() {
    return openedNanos;
  }

  BlockName name() {
    return new BlockName(firstSequence, lastSequence);
  }
}
