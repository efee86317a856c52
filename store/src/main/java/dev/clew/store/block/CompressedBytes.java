package dev.clew.store.block;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.clew.store.CorruptBlockException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Bytes within a section that are compressed apart from what stands around them, where that is
/// shorter. Any thread may come; as many contexts are kept as threads can run at once.
final class CompressedBytes {
  private static final int LEVEL = 1;
  private static final BlockingQueue<ZstdCompressCtx> IDLE =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  private CompressedBytes() {}

  static void write(ByteSink content, ByteSink out) {
    byte[] compressed = compress(content);
    boolean pays = compressed.length < content.size();
    out.varint(content.size());
    out.varint(pays ? compressed.length : 0);
    if (pays) {
      out.raw(compressed, 0, compressed.length);
    } else {
      out.raw(content.array(), 0, content.size());
    }
  }

  private static byte[] compress(ByteSink content) {
    ZstdCompressCtx idle = IDLE.poll();
    ZstdCompressCtx context = idle == null ? new ZstdCompressCtx().setLevel(LEVEL) : idle;
    try {
      return context.compress(content.toBytes());
    } finally {
      if (!IDLE.offer(context)) {
        context.close();
      }
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
