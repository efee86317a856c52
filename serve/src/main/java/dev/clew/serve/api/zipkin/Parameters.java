package dev.clew.serve.api.zipkin;

import com.linecorp.armeria.common.QueryParams;
import dev.clew.serve.api.RequestException;

/// The query parameters of one request; an empty value counts as absent.
record Parameters(QueryParams sent) {
  String text(String name) {
    return sent.get(name, "").strip();
  }

  String required(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      throw RequestException.bad("No mandatory parameter: " + name);
    }
    return value;
  }

  /// A whole number from 1 on.
  long positive(String name, long absent) {
    String value = text(name);
    if (value.isEmpty()) {
      return absent;
    }
    long number = number(name, value);
    if (number <= 0) {
      throw RequestException.bad(name + " <= 0");
    }
    return number;
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw RequestException.bad(
          name + " needs a whole number, got " + RequestException.quote(value));
    }
  }
}
