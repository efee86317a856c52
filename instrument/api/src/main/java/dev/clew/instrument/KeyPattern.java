package dev.clew.instrument;

/// The pattern of a cache key: each part that looks like an id is `{}`, so that `user:4711:cart`
/// and `user:4712:cart` are one.
public final class KeyPattern {
  private static final int LONGEST = 128;

  private KeyPattern() {}

  public static String of(String key) {
    StringBuilder pattern = new StringBuilder();
    int start = 0;
    int length = Math.min(key.length(), LONGEST);
    for (int i = 0; i <= length; i++) {
      if (i == length || isSeparator(key.charAt(i))) {
        String part = key.substring(start, i);
        pattern.append(isId(part) ? "{}" : part);
        if (i < length) {
          pattern.append(key.charAt(i));
        }
        start = i + 1;
      }
    }
    return pattern.toString();
  }

  private static boolean isSeparator(char c) {
    return c == ':' || c == '/' || c == '|';
  }

  /// Numbers, UUIDs and hashes, and whatever else holds a digit: words of a key's own seldom do.
  private static boolean isId(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (Character.isDigit(part.charAt(i)) || part.charAt(i) == '@') {
        return true;
      }
    }
    return false;
  }
}
