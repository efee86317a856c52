package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.store.disk.Disk;
import dev.clew.store.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Empty files beside where blocks were, which say by their names that these have expired: the log
/// may still have their records, in a segment that is not full yet. Once it has none, they go.
///
/// Guarded by its own lock.
public final class ExpiryNotes {
  static final String SUFFIX = BlockName.SUFFIX + ".expired";

  private record Note(Path file, TenantId tenant, long lastSequence) {}

  private final Disk disk;
  private final List<Note> notes = new ArrayList<>();

  public ExpiryNotes(Disk disk) {
    this.disk = disk;
  }

  /// Says that there is a note of a block.
  synchronized void found(Path file, TenantId tenant, BlockName block) {
    notes.add(new Note(file, tenant, block.lastSequence()));
  }

  /// Leaves a note of a block that is to expire.
  synchronized void leave(TenantId tenant, SharedBlock block) throws IOException {
    Path file = block.file().resolveSibling(block.file().getFileName() + ".expired");
    disk.create(file).close();
    disk.syncFolder(file.resolveSibling(""));
    found(file, tenant, block.name());
  }

  /// Deletes the notes of blocks of which the log has nothing any more.
  public synchronized void deleteUnneeded(WriteAheadLog log) throws IOException {
    for (Note each : List.copyOf(notes)) {
      if (!log.holdsUpTo(each.tenant().name(), each.lastSequence())) {
        disk.delete(each.file());
        notes.remove(each);
      }
    }
  }
}
