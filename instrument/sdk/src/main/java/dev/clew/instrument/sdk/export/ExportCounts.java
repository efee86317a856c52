package dev.clew.instrument.sdk.export;

import java.util.concurrent.atomic.LongAdder;

/// What became of the requests with spans and with log records.
public final class ExportCounts {
  final LongAdder sent = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder buffered = new LongAdder();
  final LongAdder resent = new LongAdder();
  final LongAdder lost = new LongAdder();

  /// Taken by the server at once.
  public long sent() {
    return sent.sum();
  }

  /// Answered with a status that says not to send it again.
  public long refused() {
    return refused.sum();
  }

  /// Written to disk, as the server could not be reached or had no room.
  public long buffered() {
    return buffered.sum();
  }

  /// Taken by the server from the disk.
  public long resent() {
    return resent.sum();
  }

  /// Neither sent nor kept, or given up on disk for newer ones.
  public long lost() {
    return lost.sum();
  }
}
