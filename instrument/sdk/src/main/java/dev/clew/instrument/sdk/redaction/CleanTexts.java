package dev.clew.instrument.sdk.redaction;

/// Short texts that were looked at and hold nothing to hide: most of what spans say, they say again
/// and again. Of two with the same place the later one stays. Safe for use by many threads, which
/// may miss what another has just added.
final class CleanTexts {
  private static final int PLACES = 1024;
  private static final int LONGEST = 256;

  private final String[] texts = new String[PLACES];

  boolean has(String text) {
    return text.equals(texts[place(text)]);
  }

  void add(String text) {
    if (text.length() <= LONGEST) {
      texts[place(text)] = text;
    }
  }

  private static int place(String text) {
    int hash = text.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
