package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;

/// A run of bytes in a block file: what is read, checked and decompressed as one.
record Section(long offset, int length, int crc) {
  /// How the bytes of a section are compressed; the ordinals stand in files as its first byte.
  enum Compression {
    NONE,
    /// Followed by the length before compression.
    ZSTD
  }

  /// Writes where this section stands.
  void write(ByteSink out) {
    out.varint(offset);
    out.varint(length);
    out.int32(crc);
  }

  static Section read(ByteSource in) throws CorruptBlockException {
    return new Section(in.varint(), in.count(Integer.MAX_VALUE), in.int32());
  }
}
