package dev.clew.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// A file that this process holds: the kernel frees it when the process dies, however it dies.
final class LockedFile implements Closeable {
  private static final int MAX_OWNER_BYTES = 1000;

  // The kernel forgets the locks of a process on a file as soon as the process closes any channel
  // to it, so a second opener in this process must be sent away before it opens one.
  private static final ConcurrentMap<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private final Path path;
  private final FileChannel channel;

  private LockedFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static LockedFile lock(Path file, String owner) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path path = parent == null ? file : parent.toRealPath().resolve(file.getFileName());
    String holder = HELD_HERE.putIfAbsent(path, owner);
    if (holder != null) {
      throw new LockedFileException(file, holder);
    }
    boolean isHeld = false;
    try {
      LockedFile lock = lockHere(path, owner);
      isHeld = true;
      return lock;
    } finally {
      if (!isHeld) {
        HELD_HERE.remove(path);
      }
    }
  }

  private static LockedFile lockHere(Path path, String owner) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new LockedFileException(path, read(channel));
      }
      byte[] text = owner.getBytes(StandardCharsets.UTF_8);
      // Over the old text, which a full disk still allows.
      channel.write(ByteBuffer.wrap(text), 0);
      channel.truncate(text.length);
      return new LockedFile(path, channel);
    } catch (IOException | RuntimeException e) {
      closeAfter(channel, e);
      throw e;
    }
  }

  private static void closeAfter(FileChannel channel, Exception cause) {
    try {
      channel.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_OWNER_BYTES);
    channel.read(bytes, 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  @Override
  public void close() throws IOException {
    @Nullable String owner = HELD_HERE.get(path);
    channel.close();
    if (owner != null) {
      HELD_HERE.remove(path, owner);
    }
  }
}
