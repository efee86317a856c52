package dev.clew.wire;

/// How a body is compressed. The log of the store writes the number of a constant.
public enum Encoding {
  IDENTITY,
  GZIP,
  ZSTD,
  /// As HTTP means it: a stream of zlib.
  DEFLATE,
  /// One block, or framed.
  SNAPPY,
  /// Frames, whose blocks are independent.
  LZ4
}
