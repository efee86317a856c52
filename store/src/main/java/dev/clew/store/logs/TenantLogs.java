package dev.clew.store.logs;

import dev.clew.model.TraceId;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The log records of one tenant: those not yet sealed in memory, the others in files.
///
/// Guarded by the store that owns it.
public final class TenantLogs implements Closeable {
  private final Disk disk;
  private final Path folder;
  private final List<LogFile> files = new ArrayList<>();
  private final Map<TraceId, List<TraceRecords>> unsealed = new HashMap<>();
  private final List<String> damage = new ArrayList<>();
  private long lastSequence;
  private long unsealedBytes;

  private TenantLogs(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /// Opens what a folder holds; a file that is damaged is left alone and told of.
  public static TenantLogs open(Disk disk, Path folder) throws IOException {
    disk.createFolder(folder);
    var logs = new TenantLogs(disk, folder);
    for (Path path : disk.list(folder)) {
      if (LogFile.isTemporary(path)) {
        disk.delete(path);
      } else if (LogFile.isOne(path)) {
        logs.open(path);
      }
    }
    return logs;
  }

  private void open(Path path) throws IOException {
    try {
      LogFile file = LogFile.open(disk, path);
      files.add(file);
      lastSequence = Math.max(lastSequence, file.lastSequence());
    } catch (CorruptBlockException e) {
      damage.add(String.valueOf(e.getMessage()));
    }
  }

  /// The last request that it has.
  public long lastSequence() {
    return lastSequence;
  }

  public List<String> damage() {
    return damage;
  }

  public long unsealedBytes() {
    return unsealedBytes;
  }

  public long fileBytes() {
    return files.stream().mapToLong(LogFile::bytes).sum();
  }

  /// Takes records of a request in, unless the files hold them already.
  public void add(long sequence, TraceRecords records) {
    lastSequence = Math.max(lastSequence, sequence);
    unsealed.computeIfAbsent(records.trace(), _ -> new ArrayList<>()).add(records);
    unsealedBytes += records.body().length;
  }

  /// Forgets records that did not reach the disk.
  public void remove(TraceRecords records) {
    List<TraceRecords> of = unsealed.get(records.trace());
    if (of != null && of.remove(records)) {
      unsealedBytes -= records.body().length;
    }
  }

  /// Writes what is in memory to a file, all but some traces.
  public void seal(long nowSeconds, Set<TraceId> gone) throws IOException {
    gone.forEach(unsealed::remove);
    List<TraceRecords> records = unsealed.values().stream().flatMap(List::stream).toList();
    if (!records.isEmpty()) {
      files.add(LogFile.write(disk, folder, lastSequence, nowSeconds, records));
    }
    unsealed.clear();
    unsealedBytes = 0;
  }

  /// Writes the files that have some of these traces again without them.
  public void erase(Set<TraceId> gone) throws IOException {
    for (int at = 0; at < files.size(); at++) {
      if (gone.stream().anyMatch(files.get(at)::has)) {
        files.set(at, files.get(at).without(gone::contains));
      }
    }
  }

  /// What there is of a trace.
  public List<TraceRecords> of(TraceId trace) throws IOException {
    var found = new ArrayList<TraceRecords>();
    for (LogFile file : files) {
      found.addAll(file.of(trace));
    }
    found.addAll(unsealed.getOrDefault(trace, List.of()));
    return found;
  }

  /// Deletes the files that were sealed before.
  public void expire(long beforeSeconds) throws IOException {
    for (LogFile file : List.copyOf(files)) {
      if (file.sealedSeconds() < beforeSeconds) {
        files.remove(file);
        file.delete();
      }
    }
  }

  /// When the oldest file was sealed, in seconds since the epoch; far in the future without one.
  public long oldestSeconds() {
    return files.stream().mapToLong(LogFile::sealedSeconds).min().orElse(Long.MAX_VALUE);
  }

  /// Deletes the oldest file, and tells its bytes.
  public long expireOldest() throws IOException {
    LogFile oldest = Collections.min(files, Comparator.comparingLong(LogFile::sealedSeconds));
    long bytes = oldest.bytes();
    files.remove(oldest);
    oldest.delete();
    return bytes;
  }

  @Override
  public void close() throws IOException {
    for (LogFile file : files) {
      file.close();
    }
  }
}
