package dev.clew.store.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;

/// Compresses with zstd, again and again without new memory.
///
/// Owned by one thread.
final class Compressor implements Closeable {
  private static final int LEVEL = 1;

  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
  private byte[] compressed = new byte[0];

  /// Compresses bytes and returns how many [#array()] has of it.
  int compress(ByteSink content) {
    int most = (int) Zstd.compressBound(content.size());
    if (compressed.length < most) {
      compressed = new byte[most];
    }
    return zstd.compressByteArray(
        compressed, 0, compressed.length, content.array(), 0, content.size());
  }

  /// What was compressed last.
  byte[] array() {
    return compressed;
  }

  @Override
  public void close() {
    zstd.close();
  }
}
