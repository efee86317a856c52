package dev.clew.bench.load;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.clew.wire.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// Compresses request bodies as SDKs and collectors do. Owned by one sender; reuses zstd's native
/// context, which costs more to make than one body costs to compress.
final class Packer implements AutoCloseable {
  private static final int ZSTD_LEVEL = 1;

  private final Encoding encoding;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);

  Packer(Encoding encoding) {
    this.encoding = encoding;
  }

  /// An encoding's name in HTTP and gRPC headers.
  static String coding(Encoding encoding) {
    return switch (encoding) {
      case IDENTITY -> "identity";
      case GZIP -> "gzip";
      case ZSTD -> "zstd";
    };
  }

  byte[] pack(byte[] body) {
    return switch (encoding) {
      case IDENTITY -> body;
      case GZIP -> gzip(body);
      case ZSTD -> zstd.compress(body);
    };
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed, 8192)) {
      gzip.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    zstd.close();
  }
}
