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
    return of(name(headers));
  }

  /// Whether the last thing done to the body was to seal it.
  static boolean isSealed(RequestHeaders headers) {
    return name(headers).endsWith(SealedBodies.CODING);
  }

  /// The encoding of what was sealed.
  static Optional<Encoding> below(RequestHeaders headers) {
    String name = name(headers);
    String below = name.substring(0, name.length() - SealedBodies.CODING.length()).strip();
    return of(below.endsWith(",") ? below.substring(0, below.length() - 1).strip() : below);
  }

  private static String name(RequestHeaders headers) {
    String name = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static Optional<Encoding> of(String name) {
    return switch (name) {
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
