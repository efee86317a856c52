package dev.clew.collect;

/// What becomes of a secret that was found; the later ones say less.
public enum RedactionAction {
  /// It is not looked for.
  OFF,
  /// It stays, and is counted.
  REPORT,
  /// `***` stands in its place.
  MASK,
  /// A keyed hash stands in its place: the same for the same secret, and of no use otherwise.
  HASH,
  /// The attribute, list item or text that has it goes as a whole.
  DROP;

  /// True where a text with the secret is not kept as it came.
  public boolean changes() {
    return compareTo(REPORT) > 0;
  }
}
