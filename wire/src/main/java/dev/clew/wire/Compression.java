package dev.clew.wire;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// Compresses bodies.
public final class Compression {
  private static final int ZSTD_LEVEL = 1;

  private Compression() {}

  public static byte[] compress(byte[] body, Encoding encoding) {
    return switch (encoding) {
      case IDENTITY -> body;
      case GZIP -> gzip(body);
      case ZSTD -> Zstd.compress(body, ZSTD_LEVEL);
      case DEFLATE -> deflate(body);
    };
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
