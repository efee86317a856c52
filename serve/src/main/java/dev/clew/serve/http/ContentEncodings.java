package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import dev.clew.wire.Encoding;
import java.util.Locale;
import java.util.Optional;

/// How the header of a request names the way in which its body is compressed.
final class ContentEncodings {
  private ContentEncodings() {}

  /// The encoding, if there is one such.
  static Optional<Encoding> of(RequestHeaders headers) {
    String name = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> Optional.of(Encoding.IDENTITY);
      case "gzip", "x-gzip" -> Optional.of(Encoding.GZIP);
      case "zstd" -> Optional.of(Encoding.ZSTD);
      case "deflate", "zlib" -> Optional.of(Encoding.DEFLATE);
      case "snappy", "x-snappy-framed" -> Optional.of(Encoding.SNAPPY);
      case "lz4" -> Optional.of(Encoding.LZ4);
      default -> Optional.empty();
    };
  }

  /// What to say where there is none.
  static String needed(RequestHeaders headers) {
    return "needs the content encoding identity, gzip, zstd, deflate, snappy or lz4, got "
        + headers.get(HttpHeaderNames.CONTENT_ENCODING, "none");
  }
}
