package dev.clew.store.block;

/// Bytes of tests, to be read.
final class Sources {
  private Sources() {}

  static ByteSource of(ByteSink written) {
    return of(written.toBytes());
  }

  static ByteSource of(byte[] bytes) {
    return new ByteSource(bytes, new ByteSource.Place("test", 0, "bytes"));
  }
}
