package dev.clew.store;

/// When an acknowledged request is on the disk.
public enum SyncMode {
  /// Before it is acknowledged; requests that wait together share one sync.
  GROUP,
  /// Within a second: a loss of power may take what was acknowledged in it, the death of the
  /// process takes nothing.
  INTERVAL,
  /// When the operating system likes; the death of the process takes nothing.
  OFF
}
