package dev.clew.serve.http;

import java.util.Arrays;

/// A request body in memory; close it to give back what it holds of the budget.
public final class Body implements AutoCloseable {
  private final byte[] buffer;
  private final int length;
  private final Budget.Share share;

  Body(byte[] buffer, int length, Budget.Share share) {
    this.buffer = buffer;
    this.length = length;
    this.share = share;
  }

  public int length() {
    return length;
  }

  public byte at(int index) {
    return buffer[index];
  }

  /// The bytes from here on, in an array that nobody else changes.
  public byte[] from(int start) {
    return start == 0 && length == buffer.length
        ? buffer
        : Arrays.copyOfRange(buffer, start, length);
  }

  /// Takes more of the budget, for what is made from the body.
  boolean reserve(long bytes) {
    return share.grow(bytes);
  }

  @Override
  public void close() {
    share.close();
  }
}
