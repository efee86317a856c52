package dev.clew.store.wal;

import java.util.concurrent.CompletableFuture;

/// A request that is on its way to the disk, and who waits for it.
record Pending(WalRecord record, CompletableFuture<Void> done) {}
