package dev.clew.store.logs;

import static java.util.Objects.requireNonNull;

import dev.clew.model.TraceId;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.ReadableFile;
import dev.clew.store.disk.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/// A sealed file of log records, those of a trace together: the records, each with its length and
/// CRC32C, an index by trace id, and a footer. Little-endian; never changed once it has its name.
/// Safe for any thread until it is closed.
///
/// Its name says the last request that it holds and when it was sealed.
public final class LogFile implements Closeable {
  private static final String SUFFIX = ".logs";
  private static final String TEMPORARY_SUFFIX = ".logs.tmp";

  /// "CLEWLOGS".
  private static final long MAGIC = 0x5347_4f4c_5745_4c43L;

  private static final int VERSION = 1;
  private static final int FRAME = 8;
  private static final int ENTRY = 16 + 8;
  private static final int FOOTER = 8 + 4 + 4 + 4 + 4 + 8;

  private final Disk disk;
  private final Path path;
  private final ReadableFile file;
  private final ByteBuffer index;

  private LogFile(Disk disk, Path path, ReadableFile file, ByteBuffer index) {
    this.disk = disk;
    this.path = path;
    this.file = file;
    this.index = index;
  }

  static boolean isTemporary(Path path) {
    return path.getFileName().toString().endsWith(TEMPORARY_SUFFIX);
  }

  static boolean isOne(Path path) {
    return path.getFileName().toString().matches("\\d{16}-\\d{16}\\" + SUFFIX);
  }

  /// Writes a file and opens it.
  static LogFile write(
      Disk disk, Path folder, long lastSequence, long sealedSeconds, List<TraceRecords> records)
      throws IOException {
    String name = String.format("%016d-%016d", lastSequence, sealedSeconds);
    Path temporary = folder.resolve(name + TEMPORARY_SUFFIX);
    try (WritableFile out = disk.create(temporary)) {
      var sorted = new ArrayList<>(records);
      sorted.sort(Comparator.comparing(TraceRecords::trace, LogFile::compare));
      ByteBuffer index = ByteBuffer.allocate(ENTRY * sorted.size()).order(ByteOrder.LITTLE_ENDIAN);
      long position = 0;
      for (TraceRecords each : sorted) {
        TraceId trace = each.trace();
        index.putLong(trace.high()).putLong(trace.low()).putLong(position);
        position = write(out, position, each.body());
      }
      index.flip();
      out.write(index.duplicate(), position);
      out.write(footer(position, sorted.size(), index.array()), position + index.limit());
      out.force();
    }
    Path path = folder.resolve(name + SUFFIX);
    disk.move(temporary, path);
    disk.syncFolder(folder);
    return open(disk, path);
  }

  private static long write(WritableFile out, long position, byte[] body) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME + body.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(body.length).putInt(crc(body)).put(body).flip();
    int length = frame.limit();
    out.write(frame, position);
    return position + length;
  }

  private static ByteBuffer footer(long indexFrom, int entries, byte[] index) {
    ByteBuffer footer = ByteBuffer.allocate(FOOTER).order(ByteOrder.LITTLE_ENDIAN);
    footer.putLong(indexFrom).putInt(entries).putInt(crc(index)).putInt(VERSION);
    footer.putInt(crc(Arrays.copyOf(footer.array(), footer.position())));
    return footer.putLong(MAGIC).flip();
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  static LogFile open(Disk disk, Path path) throws IOException {
    ReadableFile file = disk.open(path);
    try {
      return new LogFile(disk, path, file, index(path, file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static ByteBuffer index(Path path, ReadableFile file) throws IOException {
    if (file.size() < FOOTER) {
      throw corrupt(path, 0, "file needs a footer, has " + file.size() + " bytes");
    }
    long footerFrom = file.size() - FOOTER;
    byte[] bytes = new byte[FOOTER];
    file.read(footerFrom, bytes);
    ByteBuffer footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long indexFrom = footer.getLong();
    int entries = footer.getInt();
    int indexCrc = footer.getInt();
    int version = footer.getInt();
    boolean isWhole = footer.getInt() == crc(Arrays.copyOf(bytes, 20)) && footer.getLong() == MAGIC;
    if (!isWhole || version != VERSION || indexFrom + (long) ENTRY * entries != footerFrom) {
      throw corrupt(path, footerFrom, "footer is not that of log records of version " + VERSION);
    }
    byte[] index = new byte[ENTRY * entries];
    file.read(indexFrom, index);
    if (crc(index) != indexCrc) {
      throw corrupt(path, indexFrom, "index does not have its checksum");
    }
    return ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static CorruptBlockException corrupt(Path path, long position, String what) {
    return new CorruptBlockException(path.toString(), position, what);
  }

  private static int compare(TraceId one, TraceId other) {
    int high = Long.compareUnsigned(one.high(), other.high());
    return high == 0 ? Long.compareUnsigned(one.low(), other.low()) : high;
  }

  /// The last request that it holds.
  long lastSequence() {
    return Long.parseLong(path.getFileName().toString().substring(0, 16));
  }

  /// When it was sealed, in seconds since the epoch.
  long sealedSeconds() {
    return Long.parseLong(path.getFileName().toString().substring(17, 33));
  }

  long bytes() {
    return file.size();
  }

  private int size() {
    return index.limit() / ENTRY;
  }

  private TraceId trace(int entry) {
    return new TraceId(index.getLong(entry * ENTRY), index.getLong(entry * ENTRY + 8));
  }

  /// The first entry of a trace, or where it would be.
  private int first(TraceId trace) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(trace(middle), trace) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  boolean has(TraceId trace) {
    int first = first(trace);
    return first < size() && trace(first).equals(trace);
  }

  /// What there is of a trace, in the order it came.
  List<TraceRecords> of(TraceId trace) throws IOException {
    var found = new ArrayList<TraceRecords>();
    for (int at = first(trace); at < size() && trace(at).equals(trace); at++) {
      found.add(read(at));
    }
    return found;
  }

  private TraceRecords read(int entry) throws IOException {
    long position = index.getLong(entry * ENTRY + 16);
    byte[] head = new byte[FRAME];
    file.read(position, head);
    ByteBuffer frame = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int length = frame.getInt();
    int crc = frame.getInt();
    if (length < 16 || position + FRAME + length > file.size()) {
      throw corrupt(path, position, "record needs a length that fits, has " + length);
    }
    byte[] body = new byte[length];
    file.read(position + FRAME, body);
    if (crc(body) != crc) {
      throw corrupt(path, position, "record does not have its checksum");
    }
    return new TraceRecords(body);
  }

  /// The same file without some traces, in its place.
  LogFile without(Predicate<TraceId> gone) throws IOException {
    var rest = new ArrayList<TraceRecords>();
    for (int at = 0; at < size(); at++) {
      if (!gone.test(trace(at))) {
        rest.add(read(at));
      }
    }
    Path folder = requireNonNull(path.getParent(), "a file is in a folder");
    LogFile rewritten = write(disk, folder, lastSequence(), sealedSeconds(), rest);
    close();
    return rewritten;
  }

  /// Deletes it for good.
  void delete() throws IOException {
    close();
    disk.delete(path);
    disk.syncFolder(requireNonNull(path.getParent(), "a file is in a folder"));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
