package dev.clew.store.embedded;

import dev.clew.store.DiskLevel;
import dev.clew.store.DiskSettings;
import dev.clew.store.DiskUse;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.DiskRoom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at how full the disk is, says so, and keeps the reserve.
///
/// Guarded by its own lock; what it saw last may be read by any thread.
public final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  /// The share of the disk that the reserve may take.
  private static final int SMALL_DISK = 64;

  /// The share of the disk that a segment of the log may take.
  private static final int SEGMENTS = 64;

  /// How many times what a log holds its blocks may take at the very worst. Usually it is less than
  /// half of it; spans that have nothing in common have been seen to need a third more.
  private static final long BLOCKS_OF_A_LOG = 2;

  private static final long MIN_SEGMENT_BYTES = 16 << 10;

  private final Disk disk;
  private final Path folder;
  private final DiskSettings settings;
  private final Reserve reserve;
  private volatile DiskUse use = DiskUse.UNKNOWN;
  private volatile long reserveBytes;

  public DiskWatch(Disk disk, Path folder, Path reserve, DiskSettings settings) {
    this.disk = disk;
    this.folder = folder;
    this.settings = settings;
    this.reserve = new Reserve(disk, reserve);
  }

  /// How large a segment of the log should be: small on a small disk.
  public long segmentBytes(long usual) {
    long size = use.sizeBytes();
    return size == 0 ? usual : Math.min(usual, Math.max(MIN_SEGMENT_BYTES, size / SEGMENTS));
  }

  /// How the disk was when it was last looked at.
  public DiskUse use() {
    return use;
  }

  /// Looks at the disk.
  ///
  /// @param canWrite false when the store could not write what it wanted to
  public synchronized void look(boolean canWrite) {
    try {
      DiskRoom room = disk.room(folder);
      if (room.sizeBytes() > 0) {
        DiskLevel last = use.level();
        DiskLevel level = marks(room.sizeBytes()).level(room.usedBytes(), last);
        use = new DiskUse(level, room.usedBytes(), room.sizeBytes());
        say(last, level);
        keepReserve(room, canWrite);
      }
    } catch (IOException e) {
      LOG.warn("The disk of {} does not say how full it is: {}", folder, e.toString());
    }
  }

  private DiskMarks marks(long sizeBytes) {
    return DiskMarks.of(settings, sizeBytes);
  }

  private void say(DiskLevel last, DiskLevel level) {
    if (level.compareTo(last) > 0) {
      LOG.warn("{}", sentence(level));
    } else if (level != last) {
      LOG.info("The disk of {} has room again: {}", folder, fill());
    }
  }

  private String sentence(DiskLevel level) {
    return switch (level) {
      case ROOMY -> "the disk of " + folder + " has room: " + fill();
      case EARLY ->
          "the disk of " + folder + " is filling up, so the oldest blocks go early: " + fill();
      case TIGHT ->
          "the disk of " + folder + " is nearly full; soon no spans can be taken: " + fill();
      case FULL ->
          "the disk of "
              + folder
              + " is full, so no spans are taken until less than "
              + percent(marks(use.sizeBytes()).recoveryBytes())
              + " % are used: "
              + fill();
    };
  }

  private String fill() {
    return String.format(
        Locale.ROOT, "%s %% of %d MiB are used", percent(use.usedBytes()), use.sizeBytes() >> 20);
  }

  private String percent(long bytes) {
    return String.format(Locale.ROOT, "%.1f", 100.0 * bytes / use.sizeBytes());
  }

  /// The reserve is there while the disk fills up, and given back once that is all there is.
  private void keepReserve(DiskRoom room, boolean canWrite) throws IOException {
    reserveBytes = reserve.bytes();
    long wanted = Math.min(settings.reserveBytes(), room.sizeBytes() / SMALL_DISK);
    if (reserveBytes > 0 && (!canWrite || room.freeBytes() < wanted)) {
      LOG.warn("The disk of {} has nothing left; {} bytes of reserve go", folder, reserveBytes);
      reserve.giveBack();
      reserveBytes = 0;
    } else if (reserveBytes != wanted && canWrite && isWorthwhile(wanted, room)) {
      reserve.take(wanted);
      reserveBytes = wanted;
    }
  }

  private boolean isWorthwhile(long wanted, DiskRoom room) {
    boolean isFilling = use.level() == DiskLevel.EARLY || use.level() == DiskLevel.TIGHT;
    return isFilling && room.freeBytes() >= 4 * wanted;
  }

  /// What the reserve takes up.
  long reserveBytes() {
    return reserveBytes;
  }

  /// How many bytes of blocks should go before their time.
  ///
  /// @param ownBytes what the store takes up, expired blocks that are still read included
  /// @param leavingBytes what those take up, which go anyhow
  long excess(long ownBytes, long leavingBytes) {
    DiskUse now = use;
    return now.level() == DiskLevel.ROOMY
        ? 0
        : Math.max(0, marks(now.sizeBytes()).excess(now.usedBytes(), ownBytes) - leavingBytes);
  }

  /// Why nothing is taken at present, where that is for the disk.
  public Optional<String> problem() {
    return use.level() == DiskLevel.FULL ? Optional.of(sentence(DiskLevel.FULL)) : Optional.empty();
  }

  /// What will become a problem.
  public List<String> warnings() {
    DiskLevel level = use.level();
    return level == DiskLevel.ROOMY || level == DiskLevel.FULL
        ? List.of()
        : List.of(sentence(level));
  }

  /// Keeps the log from filling the disk: what the log holds must still have room to become blocks,
  /// or it could never be freed again.
  ///
  /// @throws IOException where a segment of so many bytes has no room
  public void checkRoomForLog(long segmentBytes, long logBytes) throws IOException {
    DiskRoom room = disk.room(folder);
    if (room.sizeBytes() == 0) {
      return;
    }
    long after = room.usedBytes() + segmentBytes;
    long left = room.sizeBytes() - after;
    long toSeal = BLOCKS_OF_A_LOG * (logBytes + segmentBytes);
    if (after > marks(room.sizeBytes()).fullBytes() || left < toSeal) {
      throw new IOException(
          "the disk of "
              + folder
              + " has no room for more of the log: "
              + room.freeBytes()
              + " bytes are free, the log takes "
              + logBytes);
    }
  }
}
