package dev.clew.store;

import dev.clew.model.TenantId;
import dev.clew.model.TraceId;

/// Hears of traces when nothing more is expected of them. Called on the store's own thread, one
/// call at a time, after the spans could be read; what takes long delays the closing of others.
public interface TraceListener {
  /// A trace was closed; each once while it is remembered.
  void closed(TenantId tenant, TraceClose trace);

  /// Spans came for a trace that had been closed. It stays closed.
  default void late(TenantId tenant, TraceId trace, int spans) {}
}
