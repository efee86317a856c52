package dev.clew.store.wal;

import dev.clew.store.DataFolderException;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ReadableFile;
import dev.clew.store.disk.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all segments of a folder when a store opens, and leaves behind only whole ones: a tail
/// that a crash tore off the newest segment is cut away; damage anywhere else, and damage to what
/// had been synced, is set aside.
///
/// Everything it does to the folder can be cut off at any point and done again.
final class WalReplay {
  private static final Logger LOG = LoggerFactory.getLogger(WalReplay.class);
  private static final int COPY_BYTES = 1 << 16;

  private final Disk disk;
  private final Path folder;
  private final KeptSegments kept;
  private final WalRecord.Sink sink;
  private final List<String> damage = new ArrayList<>();
  private long lastSequence;
  private long highestSequence;
  private long lastNumber;

  WalReplay(Disk disk, Path folder, KeptSegments kept, WalRecord.Sink sink) {
    this.disk = disk;
    this.folder = folder;
    this.kept = kept;
    this.sink = sink;
  }

  void run() throws IOException {
    var segments = new ArrayList<Path>();
    for (Path file : disk.list(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(SegmentFormat.TEMPORARY_SUFFIX)) {
        disk.delete(file);
      } else if (name.endsWith(SegmentFormat.DAMAGED_SUFFIX)) {
        damage.add("damaged log " + file + " was set aside; move it away once it was looked at");
      } else if (name.endsWith(SegmentFormat.SUFFIX)) {
        segments.add(file);
      }
    }
    for (int at = 0; at < segments.size(); at++) {
      read(segments.get(at), at == segments.size() - 1);
    }
  }

  private void read(Path path, boolean isNewest) throws IOException {
    SegmentReader reader;
    boolean isTornTail;
    try (ReadableFile file = disk.open(path)) {
      SegmentReader.Header header = SegmentReader.header(file);
      checkVersion(path, header);
      checkNothingMissing(path, header);
      lastNumber = header.number();
      kept.begin(path, file.size());
      reader = SegmentReader.of(file, header);
      reader.readAll(this::take);
      isTornTail = isNewest && !reader.damage().isEmpty() && !reader.isDamageOfSynced();
    } catch (DamagedSegmentException e) {
      setAside(path, 0, String.valueOf(e.getMessage()));
      return;
    }
    if (!reader.damage().isEmpty()) {
      mend(path, reader, isTornTail);
    }
  }

  private void take(WalRecord record) {
    // After a failed sync the same request may stand in two segments.
    if (record.sequence() > lastSequence) {
      lastSequence = record.sequence();
      highestSequence = Math.max(highestSequence, lastSequence);
      kept.record(record.tenant(), record.sequence());
      sink.accept(record);
    }
  }

  private void checkVersion(Path path, SegmentReader.Header header) throws DataFolderException {
    if (header.version() > SegmentFormat.VERSION) {
      throw new DataFolderException(
          folder,
          "has log "
              + path.getFileName()
              + " of format version "
              + header.version()
              + ", this program reads up to "
              + SegmentFormat.VERSION
              + "; start the newer program that wrote it",
          null);
    }
  }

  private void checkNothingMissing(Path path, SegmentReader.Header header) {
    if (lastNumber != 0 && header.previousSequence() > highestSequence) {
      report(
          "log misses requests "
              + (highestSequence + 1)
              + " to "
              + header.previousSequence()
              + " before "
              + path);
    }
    highestSequence = Math.max(highestSequence, header.previousSequence());
  }

  private void mend(Path path, SegmentReader reader, boolean isTornTail) throws IOException {
    if (isTornTail) {
      LOG.warn(
          "Cut the torn tail of log {} at byte {}: {}", path, reader.position(), reader.damage());
      disk.truncate(path, reader.position());
    } else {
      setAside(path, reader.position(), reader.damage());
    }
  }

  /// Copies what cannot be read next to its segment and cuts it off there.
  private void setAside(Path path, long from, String found) throws IOException {
    Path aside = folder.resolve(path.getFileName() + "-" + from + SegmentFormat.DAMAGED_SUFFIX);
    Path temporary = folder.resolve(aside.getFileName() + SegmentFormat.TEMPORARY_SUFFIX);
    try (ReadableFile source = disk.open(path);
        WritableFile copy = disk.create(temporary)) {
      for (long at = from; at < source.size(); at += COPY_BYTES) {
        byte[] bytes = new byte[(int) Math.min(COPY_BYTES, source.size() - at)];
        source.read(at, bytes);
        copy.write(ByteBuffer.wrap(bytes), at - from);
      }
      copy.force();
    }
    disk.move(temporary, aside);
    disk.syncFolder(folder);
    report("damaged log " + path + " at byte " + from + ": " + found + "; set aside as " + aside);
    if (from == 0) {
      disk.delete(path);
      disk.syncFolder(folder);
    } else {
      disk.truncate(path, from);
    }
  }

  private void report(String problem) {
    LOG.error("{}", problem);
    damage.add(problem);
  }

  List<String> damage() {
    return List.copyOf(damage);
  }

  /// The highest sequence that was ever given, as far as the segments know.
  long highestSequence() {
    return highestSequence;
  }

  long lastNumber() {
    return lastNumber;
  }
}
