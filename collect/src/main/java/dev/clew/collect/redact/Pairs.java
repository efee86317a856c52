package dev.clew.collect.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Tells of two characters that stand together whether a secret may be there. Of the pairs in
/// ordinary text next to none are anchors, so that a text is looked through at the cost of one
/// array access a byte.
final class Pairs {
  static final int NONE = 0;
  static final int AT_SIGN = 1;
  static final int ASSIGNMENT = 2;
  static final int DASHES = 3;
  static final int SCHEME = 4;
  static final int JWT = 5;

  /// From here on: the patterns of [#patterns(int)].
  static final int TOKEN = 6;

  private static final int CHARACTERS = 128;

  // How the words of SecretNames end, and what may stand between a name and what assigns to it.
  private static final String BEFORE_ASSIGNMENT = "dtnyehlsgcv2r0123456789po\"' ]\\";

  private static final byte[] KINDS = new byte[CHARACTERS * CHARACTERS];
  private static final TokenPattern[][] PATTERNS;

  static {
    var groups = new ArrayList<List<TokenPattern>>();
    for (TokenPattern pattern : Providers.patterns()) {
      int pair = pair(pattern.prefix()[pattern.anchor() - 1], pattern.prefix()[pattern.anchor()]);
      if (KINDS[pair] == NONE) {
        KINDS[pair] = (byte) (TOKEN + groups.size());
        groups.add(new ArrayList<>());
      }
      groups.get(KINDS[pair] - TOKEN).add(pattern);
    }
    PATTERNS =
        groups.stream()
            .map(group -> group.toArray(TokenPattern[]::new))
            .toArray(TokenPattern[][]::new);
    for (int before = 0; before < CHARACTERS; before++) {
      KINDS[pair(before, '@')] = AT_SIGN;
    }
    BEFORE_ASSIGNMENT
        .chars()
        .flatMap(before -> IntStream.of(before, Character.toUpperCase(before)))
        .forEach(before -> {
          KINDS[pair(before, '=')] = ASSIGNMENT;
          KINDS[pair(before, ':')] = ASSIGNMENT;
        });
    KINDS[pair('-', '-')] = DASHES;
    // Behind `Bearer` and `Basic`, in any case.
    "rRcC".chars().forEach(last -> KINDS[pair(last, ' ')] = SCHEME);
    KINDS[pair('y', 'J')] = JWT;
  }

  private Pairs() {}

  private static int pair(int first, int second) {
    return first * CHARACTERS + second;
  }

  /// What may be where these two stand; characters beyond ASCII may be taken for others.
  static int kind(int first, int second) {
    return KINDS[((first & 0x7f) << 7) | (second & 0x7f)];
  }

  /// The first place from `from` on, below `to`, where a secret may be; `to` where there is none.
  ///
  /// @param from not the first byte of the array
  static int next(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (kind(bytes[at - 1], bytes[at]) != NONE) {
        return at;
      }
    }
    return to;
  }

  static TokenPattern[] patterns(int kind) {
    return PATTERNS[kind - TOKEN];
  }
}
