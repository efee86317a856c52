package dev.clew.wire.json;

import dev.clew.wire.otlp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which name came behind which in the objects of a text: mostly the one that comes is the one that
/// came there the last time, so that one comparison finds its end and its meaning.
///
/// Owned by one thread. A name has a place, which it may share with others; that of no name is 0.
final class FormerNames {
  private static final int MOST_PLACES = 1 << Byte.SIZE;
  private static final int BYTES_A_PLACE = 32;

  // By place of a name, of the one behind it: where it stands with its quotes, its place, and its
  // text once somebody has asked for it.
  private final long[] quoted;
  private final byte[] places;
  private final @Nullable String[] texts;

  /// @param length of the text: a short one needs no room for many names
  FormerNames(int length) {
    int room = Math.min(MOST_PLACES, Integer.highestOneBit(1 + length / BYTES_A_PLACE));
    quoted = new long[room];
    places = new byte[room];
    texts = new String[room];
  }

  /// The length, with its quotes, of the name that starts here, if it is the one that came behind
  /// the one at the place before; else 0.
  int length(int before, byte[] bytes, int at) {
    int from = Slice.offset(quoted[before]);
    int length = Slice.length(quoted[before]);
    boolean isThere =
        length <= bytes.length - at
            && Arrays.equals(bytes, from, from + length, bytes, at, at + length);
    return isThere ? length : 0;
  }

  /// Remembers a name without escapes, which stands between two quotes.
  void learn(int before, byte[] bytes, int from, int to) {
    quoted[before] = Slice.of(from - 1, to - from + 2);
    places[before] = (byte) (KnownNames.hash(bytes, from, to) & (places.length - 1));
    texts[before] = null;
  }

  /// Forgets what came behind a name.
  void forget(int before) {
    quoted[before] = Slice.EMPTY;
    places[before] = 0;
    texts[before] = null;
  }

  /// The place of the name that came behind the one at this place.
  byte next(int before) {
    return places[before];
  }

  /// Its text, which is this slice.
  String text(int before, byte[] bytes, int from, int to) {
    String text = texts[before];
    if (text == null) {
      text = KnownNames.of(bytes, from, to);
      texts[before] = text;
    }
    return text;
  }
}
