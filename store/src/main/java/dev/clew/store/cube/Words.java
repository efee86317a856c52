package dev.clew.store.cube;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Numbers the names of services and spans from 0, for the rows and cubes that share them.
///
/// Owned by one thread.
public final class Words {
  /// Stands for all the words that a cube does not tell apart.
  public static final int OTHER = -1;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private long[] ranks = new long[16];

  /// The number of a word, a new one if it was not here yet.
  public int code(String text) {
    Integer known = codes.get(text);
    return known == null ? add(asStored(text)) : known;
  }

  /// Half of a surrogate pair becomes a question mark, as it does when the word is written down.
  private static String asStored(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private int add(String text) {
    Integer known = codes.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    int code = texts.size();
    if (code == ranks.length) {
      ranks = Arrays.copyOf(ranks, code * 2);
    }
    ranks[code] = Ranks.of(text);
    texts.add(text);
    return code;
  }

  int size() {
    return texts.size();
  }

  /// The word of a number; not of [#OTHER].
  public String text(int code) {
    return texts.get(code);
  }

  /// The word of a number, if it is not `OTHER`.
  Optional<String> find(int code) {
    return code == OTHER ? Optional.empty() : Optional.of(text(code));
  }

  /// A number that depends on the word alone, the same in every process.
  long rank(int code) {
    return code == OTHER ? 0 : ranks[code];
  }

  /// Orders words by their text, `OTHER` first.
  int compare(int one, int two) {
    if (one == two || one == OTHER || two == OTHER) {
      return Integer.compare(one == OTHER ? 0 : 1, two == OTHER ? 0 : 1);
    }
    return texts.get(one).compareTo(texts.get(two));
  }
}
