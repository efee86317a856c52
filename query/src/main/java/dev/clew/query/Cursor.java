package dev.clew.query;

import dev.clew.model.TraceId;

/// The last trace of a page, by the key that orders the search.
public record Cursor(long key, TraceId trace) {
  /// Reads what [#toString()] wrote.
  public static Cursor parse(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "cursor needs the form that a search returned, got " + text.length() + " characters");
    }
    try {
      return new Cursor(Long.parseUnsignedLong(parts[0], 16), TraceId.parse(parts[1]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cursor needs the form that a search returned", e);
    }
  }

  @Override
  public String toString() {
    return Long.toHexString(key) + "-" + trace;
  }
}
