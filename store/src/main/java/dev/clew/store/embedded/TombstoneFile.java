package dev.clew.store.embedded;

import dev.clew.model.TraceId;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Deletion;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ReadableFile;
import dev.clew.store.disk.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/// A tombstone on the disk; `docs/format.md` draws it.
final class TombstoneFile {
  static final String SUFFIX = ".deletion";
  static final String TEMPORARY_SUFFIX = ".tmp";

  /// "CLEWDEL" and a line feed.
  private static final long MAGIC = 0x0a4c_4544_5745_4c43L;

  private static final int VERSION = 1;
  private static final int HEAD_LENGTH = 8 + 4 + 8 + 8 + 4 + 8 + 4 + 8 + 4;
  private static final int ID_LENGTH = 16;
  private static final int CRC_LENGTH = 4;

  private TombstoneFile() {}

  /// Writes a tombstone. When this returns it is on the disk under its name.
  static void write(Disk disk, Path folder, Tombstone tombstone) throws IOException {
    disk.createFolder(folder);
    Path file = path(folder, tombstone);
    Path temporary = folder.resolve(file.getFileName() + TEMPORARY_SUFFIX);
    try (WritableFile opened = disk.create(temporary)) {
      opened.write(encode(tombstone), 0);
      opened.force();
    }
    disk.move(temporary, file);
    disk.syncFolder(folder);
  }

  static Path path(Path folder, Tombstone tombstone) {
    return folder.resolve(tombstone.id() + SUFFIX);
  }

  private static ByteBuffer encode(Tombstone tombstone) {
    int length = HEAD_LENGTH + tombstone.traces().size() * ID_LENGTH + CRC_LENGTH;
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    Deletion.Size found = tombstone.found();
    out.putLong(MAGIC).putInt(VERSION);
    out.putLong(tombstone.lastSequence()).putLong(tombstone.createdNanos());
    out.putInt(found.traces()).putLong(found.spans());
    out.putInt(found.blocks()).putLong(found.bytes());
    out.putInt(tombstone.traces().size());
    for (TraceId each : tombstone.traces()) {
      out.putLong(each.high()).putLong(each.low());
    }
    out.putInt(crc(out.array(), out.position()));
    return out.flip();
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  static Tombstone read(Disk disk, Path path) throws IOException {
    byte[] bytes;
    try (ReadableFile file = disk.open(path)) {
      check(path, file.size() >= HEAD_LENGTH + CRC_LENGTH && file.size() <= 1 << 24);
      bytes = new byte[(int) file.size()];
      file.read(0, bytes);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.length - CRC_LENGTH;
    check(path, in.getInt(end) == crc(bytes, end));
    check(path, in.getLong() == MAGIC && in.getInt() == VERSION);
    long lastSequence = in.getLong();
    long createdNanos = in.getLong();
    var found = new Deletion.Size(in.getInt(), in.getLong(), in.getInt(), in.getLong());
    check(path, (long) in.getInt() * ID_LENGTH == end - HEAD_LENGTH);
    Set<TraceId> traces = new HashSet<>();
    while (in.position() < end) {
      traces.add(new TraceId(in.getLong(), in.getLong()));
    }
    return new Tombstone(lastSequence, createdNanos, traces, found);
  }

  private static void check(Path path, boolean holds) throws CorruptBlockException {
    if (!holds) {
      throw new CorruptBlockException(
          path.toString(), 0, "is not the list of deleted traces that was written");
    }
  }
}
