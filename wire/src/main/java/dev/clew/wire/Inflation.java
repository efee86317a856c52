package dev.clew.wire;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.clew.wire.proto.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// Inflates bodies, never further than to a limit. Only what was announced is inflated: a body that
/// was compressed twice comes out compressed once.
public final class Inflation {
  private static final int FLOOR = 1 << 10;
  // Bodies of spans shrink to a tenth or so.
  private static final int USUAL_RATIO = 10;
  // What a body says of its size is no reason to take more memory than this many times its own.
  private static final int CREDIBLE_RATIO = 32;
  // The largest window that zstd uses up to level 19; a frame may ask for 2 GiB.
  private static final int MAX_ZSTD_WINDOW_LOG = 23;

  private static final int FAILED = -1;

  // Making one costs more than it takes to inflate a small body. What is idle here takes about a
  // tenth of a megabyte each.
  private static final BlockingQueue<ZstdDecompressCtx> IDLE = new ArrayBlockingQueue<>(8);

  private Inflation() {}

  /// A body as it was before it was compressed: the first `length` of these bytes.
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Inflated(byte[] bytes, int length) {
    /// As many bytes as there are.
    public byte[] toBytes() {
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
  }

  /// The body as it was before it was compressed; the body itself where it was not.
  public static byte[] inflate(byte[] body, Encoding encoding, int maxBytes)
      throws TooLargeException, MalformedException {
    return inflate(body, encoding, maxBytes, new byte[0]).toBytes();
  }

  /// The same, in `room` where that is large enough.
  public static Inflated inflate(byte[] body, Encoding encoding, int maxBytes, byte[] room)
      throws TooLargeException, MalformedException {
    return switch (encoding) {
      case IDENTITY -> {
        if (body.length > maxBytes) {
          throw tooLarge(maxBytes);
        }
        yield new Inflated(body, body.length);
      }
      case GZIP, ZSTD, DEFLATE, SNAPPY, LZ4 -> {
        int expected = (int) Math.min(expectedBytes(body, encoding), maxBytes);
        byte[] target = room.length < expected ? new byte[expected] : room;
        int atOnce = encoding == Encoding.ZSTD ? inflateAtOnce(body, target, maxBytes) : FAILED;
        if (atOnce != FAILED) {
          yield new Inflated(target, atOnce);
        }
        try (InputStream in = open(body, encoding, maxBytes)) {
          yield readAll(in, target, maxBytes);
        } catch (IOException e) {
          throw new MalformedException(
              "body needs to be whole " + encoding + ": " + e.getMessage());
        }
      }
    };
  }

  /// Inflates a body that says how much it will be, and fits, without a window between; returns how
  /// much it was. Where that fails for whatever reason, the stream tells why.
  private static int inflateAtOnce(byte[] body, byte[] target, int maxBytes) {
    long said = Zstd.getFrameContentSize(body);
    int most = Math.min(target.length, maxBytes);
    if (said <= 0 || said > most) {
      return FAILED;
    }
    ZstdDecompressCtx idle = IDLE.poll();
    ZstdDecompressCtx context = idle == null ? new ZstdDecompressCtx() : idle;
    try {
      return context.decompressByteArray(target, 0, most, body, 0, body.length);
    } catch (ZstdException _) {
      return FAILED;
    } finally {
      if (!IDLE.offer(context)) {
        context.close();
      }
    }
  }

  private static InputStream open(byte[] body, Encoding encoding, int maxBytes)
      throws IOException, TooLargeException {
    return switch (encoding) {
      case IDENTITY -> new ByteArrayInputStream(body);
      case GZIP -> new WholeGzip(body);
      case ZSTD ->
          new ZstdInputStreamNoFinalizer(
                  new ByteArrayInputStream(body), RecyclingBufferPool.INSTANCE)
              .setLongMax(MAX_ZSTD_WINDOW_LOG);
      case DEFLATE -> new WholeZlib(body);
      case SNAPPY -> SnappyStream.open(body, maxBytes);
      case LZ4 -> new Lz4Stream(body);
    };
  }

  /// Zlib that does not end before the body does.
  private static final class WholeZlib extends InflaterInputStream {
    WholeZlib(byte[] body) {
      super(new ByteArrayInputStream(body), new Inflater(), Math.max(1, body.length));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      if (read < 0 && inf.getRemaining() > 0) {
        throw new ZipException("nothing must follow the stream");
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end(); // the stream ends only inflaters that it made
    }
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

  /// How much a body will be: what it says itself, if that is credible.
  private static long expectedBytes(byte[] body, Encoding encoding) {
    long said =
        switch (encoding) {
          case IDENTITY -> body.length;
          case GZIP -> gzipSize(body);
          case ZSTD -> Zstd.getFrameContentSize(body);
          case DEFLATE, SNAPPY, LZ4 -> 0; // they do not say
        };
    boolean isCredible = said > 0 && said <= (long) CREDIBLE_RATIO * body.length;
    return isCredible ? said : FLOOR + (long) USUAL_RATIO * body.length;
  }

  /// What stands at the end of the last member.
  private static long gzipSize(byte[] body) {
    int at = body.length - Integer.BYTES;
    return at < 0
        ? 0
        : ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt(at) & 0xffff_ffffL;
  }

  private static Inflated readAll(InputStream in, byte[] room, int maxBytes)
      throws IOException, TooLargeException {
    byte[] out = room;
    int size = 0;
    while (true) {
      int most = Math.min(out.length, maxBytes);
      if (size == most) {
        int extra = in.read();
        if (extra < 0) {
          return new Inflated(out, size);
        }
        if (size == maxBytes) {
          throw tooLarge(maxBytes);
        }
        out = Arrays.copyOf(out, (int) Math.min(2L * size + FLOOR, maxBytes));
        out[size++] = (byte) extra;
        most = out.length;
      }
      int read = in.read(out, size, most - size);
      if (read < 0) {
        return new Inflated(out, size);
      }
      size += read;
    }
  }

  static TooLargeException tooLarge(int maxBytes) {
    return new TooLargeException(
        "body must not be larger than " + maxBytes + " bytes, inflated where it is compressed");
  }
}
