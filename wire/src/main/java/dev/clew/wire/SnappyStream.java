package dev.clew.wire;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.ZipException;

/// Snappy framed in chunks. Owned by one thread.
final class SnappyStream extends BlockStream {
  private static final byte[] START = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
  private static final int HEAD = 4;
  private static final int COMPRESSED = 0;
  private static final int STORED = 1;
  private static final int FIRST_SKIPPABLE = 0x80;
  private static final int IDENTIFIER = 0xff;
  private static final int MAX_CHUNK = 1 << 16;
  // Three bytes make 64 at most.
  private static final int MAX_RATIO = 22;

  private final CRC32C crc = new CRC32C();

  private SnappyStream(byte[] body) {
    super(body);
  }

  /// A body that is framed, or else is one block: clients call both by the same name.
  static InputStream open(byte[] body, int maxBytes) throws IOException, TooLargeException {
    if (startsFrame(body, 0)) {
      return new SnappyStream(body);
    }
    if (size(body, 0, body.length) > maxBytes) {
      throw Inflation.tooLarge(maxBytes);
    }
    return new ByteArrayInputStream(inflate(body, 0, body.length));
  }

  private static boolean startsFrame(byte[] body, int at) {
    return body.length - at >= START.length
        && Arrays.equals(body, at, at + START.length, START, 0, START.length);
  }

  @Override
  boolean fill() throws IOException {
    end = 0;
    while (end == 0 && in.hasRemaining()) {
      readChunk();
    }
    return end > 0;
  }

  private void readChunk() throws IOException {
    int start = in.position();
    int head = int32();
    int type = head & 0xff;
    int body = pass(head >>> 8);
    int bytes = in.position() - body;
    switch (type) {
      case COMPRESSED, STORED -> readData(type, body, bytes);
      case IDENTIFIER ->
          check(startsFrame(in.array(), start), "a chunk of type 255 needs to say sNaPpY");
      default -> check(type >= FIRST_SKIPPABLE, "chunks of Snappy need a known type, got " + type);
    }
  }

  private void readData(int type, int start, int bytes) throws IOException {
    check(bytes >= HEAD, "a chunk of Snappy needs a checksum");
    int data = start + HEAD;
    int size = type == STORED ? bytes - HEAD : size(in.array(), data, bytes - HEAD);
    check(size <= MAX_CHUNK, "a chunk of Snappy must have 64 KiB at most");
    block =
        type == STORED
            ? Arrays.copyOfRange(in.array(), data, data + size)
            : inflate(in.array(), data, bytes - HEAD);
    end = size;
    crc.reset();
    crc.update(block, 0, end);
    int sum = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    check(in.getInt(start) == sum, "the checksum of a chunk of Snappy is wrong");
  }

  /// What a block says of its size, if that can be true.
  private static int size(byte[] body, int start, int bytes) throws IOException {
    try {
      int size = new SnappyJavaDecompressor().getUncompressedLength(body, start);
      check(size >= 0 && size <= (long) MAX_RATIO * bytes, "Snappy cannot become " + size);
      return size;
    } catch (MalformedInputException | IndexOutOfBoundsException e) {
      throw new IOException("a block of Snappy needs to say its size", e);
    }
  }

  private static byte[] inflate(byte[] body, int start, int bytes) throws IOException {
    try {
      byte[] block = new byte[size(body, start, bytes)];
      int size =
          new SnappyJavaDecompressor().decompress(body, start, bytes, block, 0, block.length);
      check(size == block.length, "a block of Snappy is not as long as it says");
      return block;
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("a block of Snappy is damaged: " + e.getMessage(), e);
    }
  }

  private static void check(boolean holds, String need) throws ZipException {
    if (!holds) {
      throw new ZipException(need);
    }
  }
}
