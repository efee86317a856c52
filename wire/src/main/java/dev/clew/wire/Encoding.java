package dev.clew.wire;

/// How a body is compressed.
public enum Encoding {
  IDENTITY,
  GZIP,
  ZSTD
}
