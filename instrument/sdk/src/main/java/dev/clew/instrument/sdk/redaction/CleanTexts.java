package dev.clew.instrument.sdk.redaction;

/// Short texts that were looked at and hold nothing to hide: most of what spans say, they say again
/// and again. Each has two places, of which it takes the first and pushes on what was there. Safe
/// for use by many threads, which may miss what another has just added.
final class CleanTexts {
  private static final int PLACES = 1024;
  private static final int LONGEST = 256;

  private final String[] texts = new String[PLACES];

  boolean has(String text) {
    int place = place(text);
    return text.equals(texts[place]) || text.equals(texts[place + 1]);
  }

  void add(String text) {
    if (text.length() <= LONGEST) {
      int place = place(text);
      texts[place + 1] = texts[place];
      texts[place] = text;
    }
  }

  private static int place(String text) {
    int hash = text.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 2);
  }
}
