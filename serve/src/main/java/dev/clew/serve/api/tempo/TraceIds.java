package dev.clew.serve.api.tempo;

import dev.clew.model.TraceId;
import dev.clew.serve.api.RequestException;
import java.util.HexFormat;

/// Trace ids as Tempo's clients write them.
final class TraceIds {
  private static final int MOST_DIGITS = 32;

  private TraceIds() {}

  /// Reads 1 to 32 hex digits; missing ones are zeroes on the left.
  static TraceId parse(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!HexFormat.isHexDigit(text.charAt(at))) {
        throw RequestException.bad(
            "trace IDs can only contain hex characters: invalid character '"
                + Character.toString(text.codePointAt(at))
                + "' at position "
                + (at + 1));
      }
    }
    if (text.length() > MOST_DIGITS) {
      throw RequestException.bad("trace IDs can't be larger than 128 bits");
    }
    String digits = "0".repeat(MOST_DIGITS - text.length()) + text;
    try {
      return TraceId.parse(digits);
    } catch (IllegalArgumentException e) {
      throw RequestException.bad("trace ID: " + e.getMessage());
    }
  }

  /// Without zeroes on the left.
  static String format(TraceId id) {
    return id.toString().replaceFirst("^0+", "");
  }
}
