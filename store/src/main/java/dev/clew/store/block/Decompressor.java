package dev.clew.store.block;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Decompresses with contexts that are used again: to make one takes longer than to decompress a
/// page. Any thread may come; as many contexts are kept as threads can run at once.
final class Decompressor {
  private static final BlockingQueue<ZstdDecompressCtx> IDLE =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  private Decompressor() {}

  /// Fills `into`; true if that is what the bytes from `from` on become, to the byte.
  static boolean decompress(byte[] source, int from, int length, byte[] into) {
    ZstdDecompressCtx idle = IDLE.poll();
    ZstdDecompressCtx context = idle == null ? new ZstdDecompressCtx() : idle;
    try {
      return context.decompressByteArray(into, 0, into.length, source, from, length) == into.length;
    } catch (ZstdException _) {
      return false;
    } finally {
      if (!IDLE.offer(context)) {
        context.close();
      }
    }
  }
}
