package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.clew.wire.proto.MalformedException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads the scalar that a parser stands on, in every form that OTLP/JSON allows.
final class JsonScalars {
  private static final Pattern DECIMAL = Pattern.compile("-?\\d++(\\.\\d++)?([eE][+-]?\\d{1,9})?");
  private static final int MAX_SHOWN = 40;

  private JsonScalars() {}

  static String text(JsonScanner json) throws MalformedException {
    checkText(json);
    return json.text();
  }

  static void checkText(JsonScanner json) throws MalformedException {
    if (json.token() != JsonToken.VALUE_STRING) {
      throw json.malformed("needs a string, got " + json.token());
    }
  }

  static boolean bool(JsonScanner json) throws MalformedException {
    return switch (json.token()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> throw wrong(json, "true or false");
      default -> throw json.malformed("needs true or false");
    };
  }

  /// An id in hex of either case; an empty text is none.
  static byte[] hex(JsonScanner json, int length) throws MalformedException {
    checkText(json);
    byte[] text = json.utf8();
    int from = json.utf8From();
    int digits = json.utf8To() - from;
    if (digits != 0 && digits != 2 * length) {
      throw json.malformed("needs " + 2 * length + " hex digits, got " + json.text().length());
    }
    byte[] id = new byte[digits / 2];
    for (int at = 0; at < digits; at++) {
      int digit = Character.digit(text[from + at], 16);
      if (digit < 0) {
        throw wrong(json, 2 * length + " hex digits");
      }
      id[at / 2] = (byte) (id[at / 2] << 4 | digit);
    }
    return id;
  }

  static byte[] base64(JsonScanner json) throws MalformedException {
    // Protobuf's JSON takes both alphabets, padded or not.
    String text = text(json).replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw wrong(json, "base64");
    }
  }

  static long int64(JsonScanner json) throws MalformedException {
    long digits = digits(json);
    if (digits >= 0) {
      return digits;
    }
    String text = number(json);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return (long) whole(json, text, -0x1p63, 0x1p63);
    }
  }

  /// An unsigned number of 64 bits.
  static long fixed64(JsonScanner json) throws MalformedException {
    long digits = digits(json);
    if (digits >= 0) {
      return digits;
    }
    String text = number(json);
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      return (long) whole(json, text, 0, 0x1p63);
    }
  }

  /// An unsigned number of 32 bits.
  static int uint32(JsonScanner json) throws MalformedException {
    return (int) (long) whole(json, number(json), 0, 0x1p32);
  }

  /// An enum, by number or by one of these names.
  static int int32(JsonScanner json, Map<String, Integer> names) throws MalformedException {
    String text = number(json);
    Integer named = names.get(text);
    return named != null ? named : (int) whole(json, text, -0x1p31, 0x1p31);
  }

  static double float64(JsonScanner json) throws MalformedException {
    String text = number(json);
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> parse(json, text);
    };
  }

  /// A number like `1e3` or `10.0`, which is whole all the same.
  private static double whole(JsonScanner json, String text, double least, double limit)
      throws MalformedException {
    double value = parse(json, text);
    if (value != Math.rint(value) || value < least || value >= limit) {
      throw wrong(json, "a whole number in its range");
    }
    return value;
  }

  private static double parse(JsonScanner json, String text) throws MalformedException {
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

  /// A number that is nothing but digits, or a negative one where it is anything else.
  private static long digits(JsonScanner json) {
    return switch (json.token()) {
      case VALUE_STRING, VALUE_NUMBER_INT -> json.digits();
      default -> -1;
    };
  }

  private static String number(JsonScanner json) throws MalformedException {
    return switch (json.token()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.text();
      default -> throw json.malformed("needs a number");
    };
  }

  private static MalformedException wrong(JsonScanner json, String needed) {
    String text = json.text();
    String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    return json.malformed("needs " + needed + ", got '" + shown + "'");
  }
}
