package dev.clew.store.wal;

import dev.clew.wire.Encoding;

/// A request in the log.
///
/// @param sequence its place among all requests of the store
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record WalRecord(long sequence, String tenant, Encoding encoding, byte[] body) {
  /// Takes in what the log holds, in order.
  @FunctionalInterface
  public interface Sink {
    void accept(WalRecord record);
  }
}
