package dev.clew.store.wal;

import dev.clew.store.SyncMode;
import java.nio.file.Path;
import java.time.Duration;

/// How a log writes.
///
/// @param segmentBytes how big a segment is made; a bigger request makes a bigger one
/// @param linger how long after a sync the next one waits for company
/// @param retry how long after a failure the log leaves the disk alone
public record WalSettings(
    Path folder, SyncMode syncMode, long segmentBytes, Duration linger, Duration retry) {}
