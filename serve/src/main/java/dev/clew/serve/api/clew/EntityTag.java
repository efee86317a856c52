package dev.clew.serve.api.clew;

import dev.clew.serve.api.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Names a content, so that a browser that has it need not get it again. The names are weak: the
/// same content may leave compressed or not.
final class EntityTag {
  private EntityTag() {}

  /// @param form tells the forms of one content apart
  static String of(byte[] content, String form) {
    return tag(sha256().digest(content), form);
  }

  /// Of JSON that may be long: it is written for its digest alone and not kept.
  static String of(Json.Body<IOException> content) throws IOException {
    var digest = sha256();
    Json.write(new DigestOutputStream(OutputStream.nullOutputStream(), digest), content);
    return tag(digest.digest(), "j");
  }

  private static String tag(byte[] digest, String form) {
    return "W/\"" + form + HexFormat.of().formatHex(digest, 0, 16) + '"';
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// True when an `If-None-Match` header names the tag.
  static boolean isMetBy(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(String::strip)
            .anyMatch(known -> known.equals("*") || known.equals(tag));
  }
}
