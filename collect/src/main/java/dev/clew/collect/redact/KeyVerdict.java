package dev.clew.collect.redact;

import java.util.Arrays;

/// What the key of an attribute says about its value.
///
/// @param place in the table of [Keys], which other keys may have too
/// @param hasSecret where the key itself holds something that is looked for
@SuppressWarnings("ArrayRecordComponent") // made once, never changed or compared
record KeyVerdict(byte[] key, int place, Kind kind, boolean hasSecret) {
  /// What the value is.
  enum Kind {
    PLAIN,
    SECRET,
    STATEMENT,
    COMMAND_LINE
  }

  boolean isOf(byte[] bytes, int from, int to) {
    return Arrays.equals(key, 0, key.length, bytes, from, to);
  }

  /// True where only the value itself can tell.
  boolean isPlain() {
    return kind == Kind.PLAIN && !hasSecret;
  }
}
