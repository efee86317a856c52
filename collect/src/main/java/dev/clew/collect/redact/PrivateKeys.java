package dev.clew.collect.redact;

import dev.clew.wire.otlp.Slice;
import java.nio.charset.StandardCharsets;

/// Finds private keys in PEM, whole or cut off.
final class PrivateKeys {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PRIVATE = "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);

  // What stands between: RSA, EC, OPENSSH, ENCRYPTED and the like.
  private static final int MOST_OF_KIND = 24;
  // A key of 16384 bits has 12 KiB.
  private static final int MOST_BYTES = 1 << 14;

  private PrivateKeys() {}

  /// The key whose second dash stands at `at`.
  static long find(Text text, int at) {
    int from = at - 1;
    if (!text.startsWith(BEGIN, from) || !saysPrivate(text, from + BEGIN.length)) {
      return Slice.EMPTY;
    }
    int most = Math.min(text.to(), from + MOST_BYTES);
    for (int position = from + BEGIN.length; position < most; position++) {
      if (text.at(position) == '-' && text.startsWith(END, position)) {
        return Slice.of(from, end(text, position + END.length) - from);
      }
    }
    return Slice.of(from, most - from);
  }

  private static boolean saysPrivate(Text text, int from) {
    for (int at = from; at <= from + MOST_OF_KIND; at++) {
      if (text.startsWith(PRIVATE, at)) {
        return true;
      }
    }
    return false;
  }

  private static int end(Text text, int from) {
    int most = Math.min(text.to(), from + MOST_OF_KIND + PRIVATE.length);
    for (int at = from; at < most; at++) {
      if (text.startsWith(DASHES, at)) {
        return at + DASHES.length;
      }
    }
    return most;
  }
}
