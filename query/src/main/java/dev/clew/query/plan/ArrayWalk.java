package dev.clew.query.plan;

import dev.clew.store.Walk;

/// Judges arrays by their only text, as which most come; other arrays stay open. Owned by one
/// thread.
public final class ArrayWalk implements Walk {
  /// Both the elements of an array and a text are the first field of their message.
  private static final int FIELD = 0x0a;

  /// What stands before the text.
  private static final int HEAD = 4;

  /// Lengths up to here take one byte.
  private static final int MOST_LENGTH = 2 + 127;

  private static final int HEADS = HEAD << 8;

  private final Walk ofText;

  public ArrayWalk(Walk ofText) {
    this.ofText = ofText;
  }

  @Override
  public int start(int length) {
    return length < HEAD || length > MOST_LENGTH ? OPEN : length;
  }

  @Override
  public int next(int state, byte each) {
    if (state >= HEADS) {
      return shifted(ofText.next(state - HEADS, each));
    }
    int length = state & 0xff;
    int place = state >>> 8;
    int needed = place % 2 == 0 ? FIELD : length - 1 - place;
    if (each != needed) {
      return OPEN;
    }
    return place == HEAD - 1 ? shifted(ofText.start(length - HEAD)) : state + (1 << 8);
  }

  private static int shifted(int state) {
    return state < 0 ? state : state + HEADS;
  }

  @Override
  public int end(int state) {
    return state < HEADS ? OPEN : ofText.end(state - HEADS);
  }
}
