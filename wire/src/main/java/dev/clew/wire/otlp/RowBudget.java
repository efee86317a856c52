package dev.clew.wire.otlp;

import dev.clew.wire.proto.MalformedException;

/// How much memory the rows of a batch may take, in proportion to the request: two bytes are enough
/// for an empty link, and a row of links takes 64.
///
/// Owned by the thread that reads the batch.
final class RowBudget {
  static final int RESOURCE = 36;
  static final int SCOPE = 56;
  static final int SPAN = 160;
  static final int ATTRIBUTE = 21;
  static final int EVENT = 36;
  static final int LINK = 64;

  private static final int FLOOR = 1 << 20;
  private static final int TIMES = 8;

  private long left;

  RowBudget(int requestLength) {
    left = FLOOR + (long) TIMES * requestLength;
  }

  void take(int bytes) throws MalformedException {
    left -= bytes;
    if (left < 0) {
      throw new MalformedException(
          "spans, events, links and attributes must not be so many and so empty that they need more"
              + " than "
              + TIMES
              + " times the request's size");
    }
  }
}
