package dev.clew.serve.api.jaeger;

import dev.clew.model.TraceId;
import dev.clew.serve.api.RequestException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Trace ids as Jaeger's clients write them.
final class TraceIdText {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,32}");
  private static final int LONGEST_BASE64 = 24;

  private TraceIdText() {}

  /// Reads 1 to 32 hex digits, or base64 of 8 or 16 bytes in either alphabet.
  static TraceId parse(String text) {
    if (HEX.matcher(text).matches()) {
      String digits = "0".repeat(32 - text.length()) + text;
      return new TraceId(
          HexFormat.fromHexDigitsToLong(digits, 0, 16),
          HexFormat.fromHexDigitsToLong(digits, 16, 32));
    }
    return fromBase64(text);
  }

  private static TraceId fromBase64(String text) {
    byte[] bytes = new byte[0];
    if (text.length() <= LONGEST_BASE64) {
      try {
        bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      } catch (IllegalArgumentException _) {
        // no base64 either: refused below
      }
    }
    if (bytes.length != 8 && bytes.length != 16) {
      throw new IllegalArgumentException(
          "trace id needs 1 to 32 hex digits, got " + RequestException.quote(text));
    }
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new TraceId(bytes.length == 16 ? halves.getLong() : 0, halves.getLong());
  }

  /// 16 digits where the high half is zero, else 32.
  static String format(long high, long low) {
    HexFormat hex = HexFormat.of();
    return high == 0 ? hex.toHexDigits(low) : hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
