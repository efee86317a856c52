package dev.clew.wire;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.xxhash.XxHash32JavaHasher;
import java.io.IOException;
import java.util.zip.ZipException;

/// LZ4 frames, one after the other, whose blocks stand for themselves. Owned by one thread.
final class Lz4Stream extends BlockStream {
  private static final int MAGIC = 0x184D2204;
  private static final int VERSION_BITS = 0xC0;
  private static final int VERSION = 0x40;
  private static final int INDEPENDENT = 0x20;
  private static final int BLOCK_CHECKSUM = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int CONTENT_CHECKSUM = 0x04;
  // A reserved bit, and the number of a dictionary that nobody has here.
  private static final int UNKNOWN_FLAGS = 0x03;
  private static final int STORED = 0x8000_0000;
  // A byte makes 255 at most.
  private static final int MAX_RATIO = 255;

  private final Lz4JavaDecompressor blocks = new Lz4JavaDecompressor();
  private boolean isInFrame;
  private int flags;
  private int maxBlock;
  private long announced;
  private long size;
  private final XxHash32JavaHasher hash = new XxHash32JavaHasher(0);

  Lz4Stream(byte[] body) {
    super(body);
  }

  @Override
  boolean fill() throws IOException {
    if (!isInFrame) {
      if (size > 0 && !in.hasRemaining()) {
        return false;
      }
      openFrame();
    }
    int head = int32();
    if (head == 0) {
      closeFrame();
      return in.hasRemaining() && fill();
    }
    readBlock(head & ~STORED, head < 0);
    return true;
  }

  private void openFrame() throws IOException {
    check(int32() == MAGIC, "an LZ4 frame needs to start with 04 22 4d 18");
    int start = in.position();
    flags = in.get(pass(1));
    int most = in.get(pass(1)) >> 4 & 0xf;
    check((flags & VERSION_BITS) == VERSION, "an LZ4 frame needs version 1");
    check((flags & UNKNOWN_FLAGS) == 0, "an LZ4 frame must have no dictionary");
    check((flags & INDEPENDENT) != 0, "blocks of LZ4 need to be independent of each other");
    check(most >= 4 && most <= 7, "blocks of LZ4 need a size of 64 KiB to 4 MiB");
    maxBlock = 1 << (8 + 2 * most);
    announced = has(CONTENT_SIZE) ? in.getLong(pass(Long.BYTES)) : -1;
    int sum = XxHash32JavaHasher.hash(in.array(), start, in.position() - start, 0) >> 8;
    check(in.get(pass(1)) == (byte) sum, "the checksum of an LZ4 frame's header is wrong");
    isInFrame = true;
    size = 0;
    hash.reset();
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private void readBlock(int bytes, boolean isStored) throws IOException {
    int start = pass(bytes);
    if (has(BLOCK_CHECKSUM)) {
      int sum = XxHash32JavaHasher.hash(in.array(), start, bytes, 0);
      check(int32() == sum, "the checksum of an LZ4 block is wrong");
    }
    if (isStored) {
      check(bytes <= maxBlock, "a block of LZ4 is larger than its frame allows");
      ensure(bytes);
      System.arraycopy(in.array(), start, block, 0, bytes);
      end = bytes;
    } else {
      ensure((int) Math.min(maxBlock, (long) MAX_RATIO * bytes));
      end = inflate(start, bytes);
    }
    size += end;
    hash.update(block, 0, end);
  }

  private void ensure(int bytes) {
    if (block.length < bytes) {
      block = new byte[bytes];
    }
  }

  private int inflate(int start, int bytes) throws IOException {
    try {
      return blocks.decompress(in.array(), start, bytes, block, 0, block.length);
    } catch (MalformedInputException | IllegalArgumentException e) {
      throw new IOException("a block of LZ4 is damaged: " + e.getMessage(), e);
    }
  }

  private void closeFrame() throws IOException {
    check(announced < 0 || announced == size, "an LZ4 frame is not as long as it says");
    check(!has(CONTENT_CHECKSUM) || int32() == hash.digest(), "the checksum of LZ4 is wrong");
    isInFrame = false;
    end = 0;
  }

  private static void check(boolean holds, String need) throws ZipException {
    if (!holds) {
      throw new ZipException(need);
    }
  }
}
