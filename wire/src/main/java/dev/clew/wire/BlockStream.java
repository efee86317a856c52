package dev.clew.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/// Inflates a body that is made of blocks, one block at a time. Owned by one thread.
abstract class BlockStream extends InputStream {
  /// What is left of the body, little-endian.
  final ByteBuffer in;

  /// The block that is being read, and where it ends.
  byte[] block = {};

  int end;
  private int at;

  BlockStream(byte[] body) {
    in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Puts the next block into `block`, up to `end`; false where the body ends.
  abstract boolean fill() throws IOException;

  /// Goes past so many bytes of the body, if they are there, and says where they start.
  final int pass(long bytes) throws IOException {
    if (bytes < 0 || bytes > in.remaining()) {
      throw new EOFException(
          "needs " + Long.toUnsignedString(bytes) + " bytes more, got " + in.remaining());
    }
    int start = in.position();
    in.position(start + (int) bytes);
    return start;
  }

  final int int32() throws IOException {
    return in.getInt(pass(Integer.BYTES));
  }

  @Override
  public final int read() throws IOException {
    return isAtEnd() ? -1 : block[at++] & 0xff;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length > 0 && isAtEnd()) {
      return -1;
    }
    int part = Math.min(length, end - at);
    System.arraycopy(block, at, target, offset, part);
    at += part;
    return part;
  }

  private boolean isAtEnd() throws IOException {
    while (at == end) {
      if (!fill()) {
        return true;
      }
      at = 0;
    }
    return false;
  }
}
