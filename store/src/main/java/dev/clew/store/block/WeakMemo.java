package dev.clew.store.block;

import java.io.IOException;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/// What was read from a file, kept as long as someone uses it. Threads that come at once may each
/// read it.
final class WeakMemo<T> {
  private final Read<T> read;
  private volatile @Nullable WeakReference<T> kept;

  /// Reads from a file.
  interface Read<T> {
    T read() throws IOException;
  }

  WeakMemo(Read<T> read) {
    this.read = read;
  }

  T get() throws IOException {
    WeakReference<T> reference = kept;
    T value = reference == null ? null : reference.get();
    if (value == null) {
      value = read.read();
      kept = new WeakReference<>(value);
    }
    return value;
  }
}
