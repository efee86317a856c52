package dev.clew.store.embedded;

import dev.clew.model.TenantId;
import dev.clew.store.DataFolderException;
import dev.clew.store.StoreLockedException;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.LockedFileException;
import dev.clew.store.disk.ReadableFile;
import dev.clew.store.disk.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The folder of a store on the disk: whose it is, which format it has, and where things lie in it;
/// `docs/format.md` draws it.
public final class DataFolder implements Closeable {
  private static final int FORMAT = 1;
  private static final int MAX_FORMAT_BYTES = 100;
  private static final Pattern FORMAT_TEXT =
      Pattern.compile("clew data folder, format (\\d{1,9})\n");

  private static final String LOCK_FILE = "LOCK";
  private static final String FORMAT_FILE = "FORMAT";
  private static final String TEMPORARY_FORMAT_FILE = "FORMAT.tmp";
  private static final String LOG_FOLDER = "wal";
  private static final String BLOCK_FOLDER = "blocks";
  private static final String DELETION_FOLDER = "deletions";
  private static final String PIN_FOLDER = "pins";
  private static final String RESERVE_FILE = "RESERVE";

  /// What may lie in a folder that is to become a data folder; the last is a file system's own.
  private static final Set<String> NOTHING = Set.of(LOCK_FILE, TEMPORARY_FORMAT_FILE, "lost+found");

  private final Path folder;
  private final Closeable lock;

  private DataFolder(Path folder, Closeable lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Takes a folder that is a store's already.
  public static DataFolder openExisting(Disk disk, Path folder, String owner)
      throws DataFolderException {
    try {
      if (!disk.list(folder).contains(folder.resolve(FORMAT_FILE))) {
        throw new DataFolderException(folder, "holds no store; name the one that does", null);
      }
    } catch (DataFolderException e) {
      throw e;
    } catch (IOException e) {
      throw unusable(folder, "cannot be used: " + e, e);
    }
    return open(disk, folder, owner);
  }

  /// Takes the folder for this process, making it where it is not there.
  ///
  /// @param owner what to tell another process that wants it too
  public static DataFolder open(Disk disk, Path folder, String owner) throws DataFolderException {
    try {
      disk.createFolder(folder);
      Closeable lock = disk.lock(folder.resolve(LOCK_FILE), owner);
      try {
        checkFormat(disk, folder);
        checkWritable(disk, folder);
        return new DataFolder(folder, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (DataFolderException e) {
      throw e;
    } catch (LockedFileException e) {
      throw new StoreLockedException(folder, e.owner());
    } catch (IOException e) {
      throw unusable(folder, "cannot be used: " + e, e);
    }
  }

  /// Of a folder that was moved or unpacked by somebody else, only a part may be this user's.
  private static void checkWritable(Disk disk, Path folder) throws IOException {
    var folders = new ArrayList<Path>(List.of(folder, folder.resolve(LOG_FOLDER)));
    folders.add(folder.resolve(BLOCK_FOLDER));
    folders.addAll(disk.list(folder.resolve(BLOCK_FOLDER)));
    for (Path each : folders) {
      if (!disk.isWritable(each)) {
        throw unusable(folder, each + " cannot be written", null);
      }
    }
  }

  private static DataFolderException unusable(Path folder, String why, @Nullable Exception e) {
    String user = Owner.user();
    return new DataFolderException(
        folder,
        "must be a folder that "
            + user
            + " can write, but "
            + why
            + "; give it to that user (chown -R), make the file system writable, or use another"
            + " folder (--data)",
        e);
  }

  private static void checkFormat(Disk disk, Path folder) throws IOException {
    List<String> names =
        disk.list(folder).stream().map(each -> each.getFileName().toString()).toList();
    if (names.contains(FORMAT_FILE)) {
      checkFormat(folder, read(disk, folder.resolve(FORMAT_FILE)));
    } else if (NOTHING.containsAll(names)) {
      writeFormat(disk, folder);
    } else {
      throw new DataFolderException(
          folder, "must be empty or a data folder, has other files; use another folder", null);
    }
  }

  private static void checkFormat(Path folder, String text) throws DataFolderException {
    Matcher matcher = FORMAT_TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new DataFolderException(
          folder, "must say its format in the file " + FORMAT_FILE + ", which is damaged", null);
    }
    int format = Integer.parseInt(matcher.group(1));
    if (format != FORMAT) {
      throw new DataFolderException(
          folder,
          "has format " + format + ", this program knows " + FORMAT + "; start one that knows it",
          null);
    }
  }

  private static String read(Disk disk, Path path) throws IOException {
    try (ReadableFile file = disk.open(path)) {
      byte[] bytes = new byte[(int) Math.min(file.size(), MAX_FORMAT_BYTES)];
      file.read(0, bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static void writeFormat(Disk disk, Path folder) throws IOException {
    String text = "clew data folder, format " + FORMAT + "\n";
    Path temporary = folder.resolve(TEMPORARY_FORMAT_FILE);
    try (WritableFile file = disk.create(temporary)) {
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      file.force();
    }
    disk.move(temporary, folder.resolve(FORMAT_FILE));
    disk.syncFolder(folder);
  }

  public Path log() {
    return folder.resolve(LOG_FOLDER);
  }

  public Path root() {
    return folder;
  }

  public Path reserve() {
    return folder.resolve(RESERVE_FILE);
  }

  Path blocks() {
    return folder.resolve(BLOCK_FOLDER);
  }

  Path blocks(TenantId tenant) {
    return blocks().resolve(tenant.name());
  }

  Path deletions() {
    return folder.resolve(DELETION_FOLDER);
  }

  Path deletions(TenantId tenant) {
    return deletions().resolve(tenant.name());
  }

  Path pins() {
    return folder.resolve(PIN_FOLDER);
  }

  Path pins(TenantId tenant) {
    return pins().resolve(tenant.name());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
