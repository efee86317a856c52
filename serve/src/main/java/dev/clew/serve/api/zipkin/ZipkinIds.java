package dev.clew.serve.api.zipkin;

import dev.clew.model.TraceId;
import dev.clew.serve.api.RequestException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads trace ids as Zipkin's clients write them: up to 32 hex digits in lower case.
final class ZipkinIds {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]*");
  private static final int DIGITS = 32;

  private ZipkinIds() {}

  static TraceId parse(String text) {
    if (text.isEmpty()) {
      throw RequestException.bad("traceId is empty");
    }
    if (text.length() > DIGITS) {
      throw RequestException.bad("traceId.length > " + DIGITS);
    }
    if (!HEX.matcher(text).matches()) {
      throw RequestException.bad(
          RequestException.quote(text) + " should be lower-hex encoded with no prefix");
    }
    String digits = "0".repeat(DIGITS - text.length()) + text;
    long high = HexFormat.fromHexDigitsToLong(digits, 0, DIGITS / 2);
    long low = HexFormat.fromHexDigitsToLong(digits, DIGITS / 2, DIGITS);
    if ((high | low) == 0) {
      throw RequestException.bad("traceId is all zeros");
    }
    return new TraceId(high, low);
  }

  /// Reads a list of two ids or more, which differ.
  static List<TraceId> parseMany(String text) {
    if (text.isEmpty()) {
      throw RequestException.bad("traceIds parameter is empty");
    }
    Set<TraceId> ids = new LinkedHashSet<>();
    for (String each : text.split(",", -1)) {
      if (!ids.add(parse(each.strip()))) {
        throw RequestException.bad("redundant traceId: " + each.strip());
      }
    }
    if (ids.size() == 1) {
      throw RequestException.bad("Use /api/v2/trace/{traceId} endpoint to retrieve a single trace");
    }
    return new ArrayList<>(ids);
  }
}
