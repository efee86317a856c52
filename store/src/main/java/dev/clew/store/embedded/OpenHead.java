package dev.clew.store.embedded;

import dev.clew.store.head.Head;
import dev.clew.wire.otlp.SpanBatch;

/// A head and the records of the log whose spans it holds.
///
/// Guarded by the lock of its [TenantSpans] while it grows; cut off from there, it does not change.
final class OpenHead {
  private final Head head;
  private final long firstSequence;
  private final long openedNanos;
  private long lastSequence;

  /// @param openedNanos on the clock that only goes forward
  OpenHead(String name, long firstSequence, long openedNanos) {
    head = new Head(name);
    this.firstSequence = firstSequence;
    this.openedNanos = openedNanos;
    lastSequence = firstSequence;
  }

  void append(long sequence, SpanBatch spans) {
    lastSequence = sequence;
    head.append(spans);
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
