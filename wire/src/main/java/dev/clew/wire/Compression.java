package dev.clew.wire;

import com.github.luben.zstd.ZstdCompressCtx;
import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.lz4.Lz4FrameJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// Compresses bodies.
public final class Compression {
  private static final int ZSTD_LEVEL = 1;

  // Making one costs more than it takes to compress a small body. What is idle here takes about a
  // megabyte each.
  private static final BlockingQueue<ZstdCompressCtx> IDLE = new ArrayBlockingQueue<>(8);

  private Compression() {}

  public static byte[] compress(byte[] body, Encoding encoding) {
    return switch (encoding) {
      case IDENTITY -> body;
      case GZIP -> gzip(body);
      case ZSTD -> zstd(body);
      case DEFLATE -> deflate(body);
      case SNAPPY -> blocks(new SnappyJavaCompressor(), body);
      case LZ4 -> blocks(new Lz4FrameJavaCompressor(), body);
    };
  }

  private static byte[] zstd(byte[] body) {
    ZstdCompressCtx idle = IDLE.poll();
    ZstdCompressCtx context = idle == null ? new ZstdCompressCtx().setLevel(ZSTD_LEVEL) : idle;
    byte[] compressed = context.compress(body);
    if (!IDLE.offer(context)) {
      context.close();
    }
    return compressed;
  }

  private static byte[] blocks(Compressor compressor, byte[] body) {
    byte[] out = new byte[compressor.maxCompressedLength(body.length)];
    int size = compressor.compress(body, 0, body.length, out, 0, out.length);
    return Arrays.copyOf(out, size);
  }

  private static byte[] deflate(byte[] body) {
    var bytes = new ByteArrayOutputStream(body.length / 4 + 64);
    try (var out = new DeflaterOutputStream(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array takes every byte
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] body) {
    var bytes = new ByteArrayOutputStream(body.length / 4 + 64);
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array takes every byte
    }
    return bytes.toByteArray();
  }
}
