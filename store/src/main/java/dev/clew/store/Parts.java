package dev.clew.store;

/// Finds bytes within others.
public final class Parts {
  private Parts() {}

  /// True when the bytes from `from` until before `to` have all of `part` in them, side by side.
  public static boolean isIn(byte[] part, byte[] bytes, int from, int to) {
    if (part.length == 0) {
      return true;
    }
    byte first = part[0];
    for (int at = from; at <= to - part.length; at++) {
      if (bytes[at] == first && isAt(part, bytes, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] part, byte[] bytes, int from) {
    for (int at = 1; at < part.length; at++) {
      if (bytes[from + at] != part[at]) {
        return false;
      }
    }
    return true;
  }
}
