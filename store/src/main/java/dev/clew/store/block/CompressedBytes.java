package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Bytes within a section that are compressed apart from what stands around them, where that is
/// shorter. Any thread may come; as many compressors are kept as threads can run at once.
final class CompressedBytes {
  // What is seldom needed is not held forever.
  private static final int LARGEST_KEPT = 1 << 20;

  private static final BlockingQueue<Compressor> IDLE =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  private CompressedBytes() {}

  static void write(ByteSink content, ByteSink out) {
    Compressor idle = IDLE.poll();
    Compressor compressor = idle == null ? new Compressor() : idle;
    try {
      write(content, compressor, out);
    } finally {
      if (compressor.array().length > LARGEST_KEPT || !IDLE.offer(compressor)) {
        compressor.close();
      }
    }
  }

  private static void write(ByteSink content, Compressor compressor, ByteSink out) {
    int length = compressor.compress(content);
    boolean pays = length < content.size();
    out.varint(content.size());
    out.varint(pays ? length : 0);
    if (pays) {
      out.raw(compressor.array(), 0, length);
    } else {
      out.raw(content.array(), 0, content.size());
    }
  }

  /// Reads what [#write] wrote, at most so many bytes.
  static byte[] read(ByteSource in, int most) throws CorruptBlockException {
    int length = in.count(most);
    int stored = in.count(in.remaining());
    if (stored == 0) {
      return in.raw(length);
    }
    int from = in.advance(stored);
    byte[] content = new byte[length];
    if (!Decompressor.decompress(in.array(), from, stored, content)) {
      throw in.corrupt("needs " + length + " bytes when decompressed");
    }
    return content;
  }

  /// Passes over what [#write] wrote.
  static void skip(ByteSource in) throws CorruptBlockException {
    int length = in.count(Integer.MAX_VALUE);
    int stored = in.count(in.remaining());
    in.advance(stored == 0 ? length : stored);
  }
}
