package dev.clew.store.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A disk in memory that remembers what was synced, and whose power can be cut: then it loses, at
/// random, names whose folder was not synced and parts of writes that were not forced. It can also
/// live on while only the process dies, which loses nothing.
///
/// Guarded by its own lock.
public final class ForgetfulDisk implements Disk {
  private static final int SECTOR = 512;
  private static final String FULL = "No space left on device";

  /// The content of a file, whatever its name.
  private static final class Content {
    byte[] now = new byte[0];
    byte[] forced = new byte[0];

    /// Where something was written since the last force.
    final List<long[]> unforced = new ArrayList<>();
  }

  /// A change of names that a loss of power may take back.
  private record Change(Path folder, @Nullable Path gone, @Nullable Path made, Content content) {}

  private final TreeSet<Path> folders = new TreeSet<>();
  private final Map<Path, Content> names = new TreeMap<>();
  private final Map<Path, Content> syncedNames = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();
  private final Map<Path, String> locks = new HashMap<>();
  private final List<Content> open = new ArrayList<>();
  private long operations;
  private long sizeBytes = 1L << 50;
  private long maxFiles = Long.MAX_VALUE;
  private long lastOperation = Long.MAX_VALUE;
  private boolean ignoresForce;
  private boolean ignoresFolderSync;

  /// From now on files are not forced, as under a store that leaves it out.
  public synchronized void ignoreForce() {
    ignoresForce = true;
  }

  /// From now on names are not synced, as under a store that leaves it out.
  public synchronized void ignoreFolderSync() {
    ignoresFolderSync = true;
  }

  /// The power goes before the operation after so many.
  public synchronized void cutAfter(long count) {
    lastOperation = count;
  }

  /// Makes the disk small: it takes so many bytes, in so many files.
  public synchronized void limit(long bytes, long files) {
    sizeBytes = bytes;
    maxFiles = files;
  }

  /// What takes up room: what has a name, and what is still open.
  private long usedBytes() {
    Set<Content> taking = Collections.newSetFromMap(new IdentityHashMap<>());
    taking.addAll(names.values());
    taking.addAll(open);
    return taking.stream().mapToLong(each -> each.now.length).sum();
  }

  /// How many operations that change something there were.
  public synchronized long operations() {
    return operations;
  }

  /// What is left when the power comes back.
  public synchronized ForgetfulDisk afterPowerCut(RandomGenerator random) {
    lastOperation = 0;
    var left = new ForgetfulDisk();
    left.folders.addAll(folders);
    Map<Path, Content> found = new TreeMap<>(syncedNames);
    for (Change change : unsynced) {
      if (random.nextBoolean()) {
        apply(change, found);
      }
    }
    found.forEach((path, content) -> left.put(path, surviving(content, random)));
    return left;
  }

  /// What is left when only the process has died.
  public synchronized ForgetfulDisk afterProcessDeath() {
    lastOperation = 0;
    var left = new ForgetfulDisk();
    left.folders.addAll(folders);
    names.forEach((path, content) -> left.put(path, content.now.clone()));
    return left;
  }

  /// The same files again, to be broken or opened elsewhere.
  public synchronized ForgetfulDisk copy() {
    var copy = new ForgetfulDisk();
    copy.folders.addAll(folders);
    names.forEach((path, content) -> copy.put(path, content.now.clone()));
    return copy;
  }

  /// What a loss of power would leave at least; the power stays on.
  public synchronized ForgetfulDisk copyOfForced() {
    var copy = new ForgetfulDisk();
    copy.folders.addAll(folders);
    syncedNames.forEach((path, content) -> copy.put(path, content.forced.clone()));
    return copy;
  }

  /// All files.
  public synchronized List<Path> files() {
    return List.copyOf(names.keySet());
  }

  public synchronized byte[] bytes(Path path) {
    return content(path).now.clone();
  }

  /// Makes a file what it was not written to be.
  public synchronized void put(Path path, byte[] bytes) {
    var content = new Content();
    content.now = bytes;
    content.forced = bytes.clone();
    names.put(path, content);
    syncedNames.put(path, content);
  }

  /// Changes a file in its place, so that those who have it open see it.
  public synchronized void damage(Path path, byte[] bytes) {
    content(path).now = bytes;
  }

  private static byte[] surviving(Content content, RandomGenerator random) {
    byte[] bytes = content.forced.clone();
    for (long[] write : content.unforced) {
      for (long at = write[0]; at < write[1]; at = (at / SECTOR + 1) * SECTOR) {
        if (random.nextBoolean()) {
          int to = (int) Math.min((at / SECTOR + 1) * SECTOR, write[1]);
          if (bytes.length < to) {
            bytes = Arrays.copyOf(bytes, to);
          }
          System.arraycopy(content.now, (int) at, bytes, (int) at, to - (int) at);
        }
      }
    }
    return bytes;
  }

  private static void apply(Change change, Map<Path, Content> to) {
    if (change.gone != null) {
      to.remove(change.gone);
    }
    if (change.made != null) {
      to.put(change.made, change.content);
    }
  }

  private void operate() throws IOException {
    if (operations >= lastOperation) {
      throw new IOException("the power is off");
    }
    operations++;
  }

  private Content content(Path path) {
    Content content = names.get(path);
    if (content == null) {
      throw new IllegalArgumentException("no such file: " + path);
    }
    return content;
  }

  private void change(Path path, @Nullable Path gone, @Nullable Path made, Content content) {
    var change = new Change(parent(path), gone, made, content);
    apply(change, names);
    unsynced.add(change);
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("needs a path in a folder, got " + path);
    }
    return parent;
  }

  @Override
  public synchronized void createFolder(Path folder) throws IOException {
    for (Path each = folder; each != null && !folders.contains(each); each = each.getParent()) {
      operate();
      folders.add(each);
    }
  }

  @Override
  public synchronized List<Path> list(Path folder) {
    var entries = new TreeSet<Path>();
    names.keySet().stream().filter(each -> folder.equals(each.getParent())).forEach(entries::add);
    folders.stream().filter(each -> folder.equals(each.getParent())).forEach(entries::add);
    return List.copyOf(entries);
  }

  @Override
  public synchronized WritableFile create(Path file) throws IOException {
    operate();
    if (!folders.contains(parent(file))) {
      throw new NoSuchFileException(file.toString());
    }
    if (names.size() >= maxFiles && !names.containsKey(file)) {
      throw new IOException(FULL);
    }
    var content = new Content();
    change(file, null, file, content);
    return new Writing(content);
  }

  @Override
  public synchronized ReadableFile open(Path file) throws IOException {
    Content content = names.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new Reading(file, content);
  }

  @Override
  public synchronized void truncate(Path file, long size) throws IOException {
    operate();
    Content content = content(file);
    content.now = Arrays.copyOf(content.now, (int) size);
    content.forced = content.now.clone();
    content.unforced.clear();
  }

  @Override
  public synchronized void move(Path from, Path to) throws IOException {
    operate();
    Content content = names.get(from);
    if (content == null) {
      throw new NoSuchFileException(from.toString());
    }
    change(to, from, to, content);
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    operate();
    Content content = names.get(file);
    if (content != null) {
      change(file, file, null, content);
    }
  }

  @Override
  public synchronized void syncFolder(Path folder) throws IOException {
    operate();
    unsynced.removeIf(each -> {
      boolean isHere = each.folder.equals(folder) && !ignoresFolderSync;
      if (isHere) {
        apply(each, syncedNames);
      }
      return isHere;
    });
  }

  @Override
  public synchronized long size(Path file) throws IOException {
    Content content = names.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content.now.length;
  }

  @Override
  public synchronized DiskRoom room(Path folder) {
    return new DiskRoom(sizeBytes, Math.max(0, sizeBytes - usedBytes()));
  }

  @Override
  public boolean isWritable(Path folder) {
    return true;
  }

  @Override
  public synchronized Closeable lock(Path file, String owner) throws IOException {
    String holder = locks.putIfAbsent(file, owner);
    if (holder != null) {
      throw new LockedFileException(file, holder);
    }
    return () -> unlock(file);
  }

  private synchronized void unlock(Path file) {
    locks.remove(file);
  }

  private final class Writing implements WritableFile {
    private final Content content;

    Writing(Content content) {
      this.content = content;
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      synchronized (ForgetfulDisk.this) {
        operate();
        long room = sizeBytes - usedBytes() + Math.max(0, content.now.length - position);
        if (from.remaining() > room) {
          from.limit(from.position() + (int) Math.max(0, room));
          write(from, position);
          throw new IOException(FULL);
        }
        long end = position + from.remaining();
        if (content.now.length < end) {
          content.now = Arrays.copyOf(content.now, (int) end);
        }
        from.get(content.now, (int) position, from.remaining());
        content.unforced.add(new long[] {position, end});
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (ForgetfulDisk.this) {
        operate();
        if (!ignoresForce) {
          content.forced = content.now.clone();
          content.unforced.clear();
        }
      }
    }

    @Override
    public void close() {}
  }

  private final class Reading implements ReadableFile {
    private final Path path;
    private final Content content;
    private final int size;
    private boolean isClosed;

    Reading(Path path, Content content) {
      this.path = path;
      this.content = content;
      size = content.now.length;
      open.add(content);
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void read(long position, byte[] into) throws IOException {
      synchronized (ForgetfulDisk.this) {
        if (isClosed) {
          throw new IOException("the file was closed");
        }
        if (position < 0 || position > content.now.length - into.length) {
          throw new EOFException(path + " has no " + into.length + " bytes at " + position);
        }
        System.arraycopy(content.now, (int) position, into, 0, into.length);
      }
    }

    @Override
    public void close() {
      synchronized (ForgetfulDisk.this) {
        isClosed = true;
        open.remove(content);
      }
    }
  }
}
