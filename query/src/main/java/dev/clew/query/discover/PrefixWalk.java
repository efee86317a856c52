package dev.clew.query.discover;

import dev.clew.store.Walk;

/// Leaves those texts open that start with a prefix and come before a bound, as far as ASCII tells.
/// Owned by one thread.
final class PrefixWalk implements Walk {
  private final byte[] prefix;
  private final byte[] bound;
  private final boolean isBounded;

  /// @param bound starts with the prefix
  /// @param isBounded false where all that starts with the prefix is looked for
  PrefixWalk(byte[] prefix, byte[] bound, boolean isBounded) {
    this.prefix = prefix;
    this.bound = bound;
    this.isBounded = isBounded;
  }

  @Override
  public int start(int length) {
    return reached(0);
  }

  private int reached(int place) {
    return place >= prefix.length && !isBounded ? OPEN : place;
  }

  @Override
  public int next(int state, byte each) {
    if (state < prefix.length) {
      return each < 0 || prefix[state] < 0 ? OPEN : each == prefix[state] ? reached(state + 1) : NO;
    }
    if (state == bound.length) {
      return NO;
    }
    return each < 0 || each < bound[state] || bound[state] < 0
        ? OPEN
        : each > bound[state] ? NO : state + 1;
  }

  /// Who reaches the end has nothing that the bound has not.
  @Override
  public int end(int state) {
    return state < prefix.length || state == bound.length ? NO : OPEN;
  }
}
