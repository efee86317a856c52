package dev.clew.wire;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.clew.wire.proto.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Inflates bodies, never further than to a limit. Only what was announced is inflated: a body that
/// was compressed twice comes out compressed once.
public final class Inflation {
  private static final int FLOOR = 1 << 10;
  // Bodies of spans shrink to a fifth or so.
  private static final int USUAL_RATIO = 5;
  // The largest window that zstd uses up to level 19; a frame may ask for 2 GiB.
  private static final int MAX_ZSTD_WINDOW_LOG = 23;

  private Inflation() {}

  /// The body as it was before it was compressed; the body itself where it was not.
  public static byte[] inflate(byte[] body, Encoding encoding, int maxBytes)
      throws TooLargeException, MalformedException {
    return switch (encoding) {
      case IDENTITY -> {
        if (body.length > maxBytes) {
          throw tooLarge(maxBytes);
        }
        yield body;
      }
      case GZIP, ZSTD -> {
        try (InputStream in = open(body, encoding)) {
          yield readAll(in, body.length, maxBytes);
        } catch (IOException e) {
          throw new MalformedException(
              "body needs to be whole " + encoding + ": " + e.getMessage());
        }
      }
    };
  }

  private static InputStream open(byte[] body, Encoding encoding) throws IOException {
    return encoding == Encoding.GZIP
        ? new WholeGzip(body)
        : new ZstdInputStreamNoFinalizer(
                new ByteArrayInputStream(body), RecyclingBufferPool.INSTANCE)
            .setLongMax(MAX_ZSTD_WINDOW_LOG);
  }

  /// Gzip that does not end before the body does: the class below it takes a second member whose
  /// header was cut off for the end, and the spans in it would be lost without a word.
  private static final class WholeGzip extends GZIPInputStream {
    private static final int TRAILER = 8;

    WholeGzip(byte[] body) throws IOException {
      // All of the body is in the inflater's buffer, so that it knows what it left.
      super(new ByteArrayInputStream(body), Math.max(1, body.length));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      if (read < 0 && inf.getRemaining() > TRAILER) {
        throw new ZipException("what follows a gzip member needs to be another one");
      }
      return read;
    }
  }

  private static byte[] readAll(InputStream in, int compressed, int maxBytes)
      throws IOException, TooLargeException {
    long usual = FLOOR + (long) USUAL_RATIO * compressed;
    byte[] out = new byte[(int) Math.min(usual, maxBytes)];
    int size = 0;
    while (true) {
      if (size == out.length) {
        int extra = in.read();
        if (extra < 0) {
          return out;
        }
        if (size == maxBytes) {
          throw tooLarge(maxBytes);
        }
        out = Arrays.copyOf(out, (int) Math.min(2L * size + FLOOR, maxBytes));
        out[size++] = (byte) extra;
      }
      int read = in.read(out, size, out.length - size);
      if (read < 0) {
        return Arrays.copyOf(out, size);
      }
      size += read;
    }
  }

  private static TooLargeException tooLarge(int maxBytes) {
    return new TooLargeException(
        "body must not be larger than " + maxBytes + " bytes, inflated where it is compressed");
  }
}
