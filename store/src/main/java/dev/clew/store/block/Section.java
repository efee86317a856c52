package dev.clew.store.block;

/// A run of bytes in a block file: what is read, checked and decompressed as one.
record Section(long offset, int length, int crc) {
  /// How the bytes of a section are compressed; the ordinals stand in files as its first byte.
  enum Compression {
    NONE,
    /// Followed by the length before compression.
    ZSTD
  }
}
