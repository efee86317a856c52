package dev.clew.collect.redact;

/// What becomes of a text.
sealed interface Edit {
  record Keep() implements Edit {}

  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Replace(byte[] text) implements Edit {}

  /// It goes, with the attribute or list item that it is part of.
  record Drop() implements Edit {}

  Edit KEEP = new Keep();
  Edit DROP = new Drop();
}
