package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the scalar that a parser stands on, in every form that OTLP/JSON allows.
final class JsonScalars {
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern DECIMAL = Pattern.compile("-?\\d++(\\.\\d++)?([eE][+-]?\\d{1,9})?");
  private static final int MAX_SHOWN = 40;

  private JsonScalars() {}

  static MalformedException malformed(JsonParser json, String message) {
    String path = json.getParsingContext().pathAsPointer().toString();
    return new MalformedException(
        path.isEmpty() ? message : path + ": " + message,
        json.currentTokenLocation().getByteOffset());
  }

  static String text(JsonParser json) throws IOException, MalformedException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw malformed(json, "needs a string, got " + json.currentToken());
    }
    return json.getText();
  }

  static boolean bool(JsonParser json) throws IOException, MalformedException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> throw wrong(json, "true or false");
      default -> throw malformed(json, "needs true or false");
    };
  }

  /// An id in hex of either case; an empty text is none.
  static byte[] hex(JsonParser json, int length) throws IOException, MalformedException {
    String text = text(json);
    if (!text.isEmpty() && text.length() != 2 * length) {
      throw malformed(json, "needs " + 2 * length + " hex digits, got " + text.length());
    }
    try {
      return HEX.parseHex(text);
    } catch (IllegalArgumentException _) {
      throw wrong(json, 2 * length + " hex digits");
    }
  }

  static byte[] base64(JsonParser json) throws IOException, MalformedException {
    // Protobuf's JSON takes both alphabets, padded or not.
    String text = text(json).replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw wrong(json, "base64");
    }
  }

  static long int64(JsonParser json) throws IOException, MalformedException {
    String text = number(json);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return (long) whole(json, text, -0x1p63, 0x1p63);
    }
  }

  /// An unsigned number of 64 bits.
  static long fixed64(JsonParser json) throws IOException, MalformedException {
    String text = number(json);
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      return (long) whole(json, text, 0, 0x1p63);
    }
  }

  /// An unsigned number of 32 bits.
  static int uint32(JsonParser json) throws IOException, MalformedException {
    return (int) (long) whole(json, number(json), 0, 0x1p32);
  }

  /// An enum, by number or by one of these names.
  static int int32(JsonParser json, Map<String, Integer> names)
      throws IOException, MalformedException {
    String text = number(json);
    Integer named = names.get(text);
    return named != null ? named : (int) whole(json, text, -0x1p31, 0x1p31);
  }

  static double float64(JsonParser json) throws IOException, MalformedException {
    String text = number(json);
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> parse(json, text);
    };
  }

  /// A number like `1e3` or `10.0`, which is whole all the same.
  private static double whole(JsonParser json, String text, double least, double limit)
      throws IOException, MalformedException {
    double value = parse(json, text);
    if (value != Math.rint(value) || value < least || value >= limit) {
      throw wrong(json, "a whole number in its range");
    }
    return value;
  }

  private static double parse(JsonParser json, String text) throws IOException, MalformedException {
    // Java would also take blanks, hexadecimal digits, and a letter behind the number.
    if (!DECIMAL.matcher(text).matches()) {
      throw wrong(json, "a number");
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw wrong(json, "a number that fits in 64 bits");
    }
    return value;
  }

  private static String number(JsonParser json) throws IOException, MalformedException {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
      default -> throw malformed(json, "needs a number");
    };
  }

  private static MalformedException wrong(JsonParser json, String needed) throws IOException {
    String text = json.getText();
    String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    return malformed(json, "needs " + needed + ", got '" + shown + "'");
  }
}
