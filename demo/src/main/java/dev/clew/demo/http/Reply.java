package dev.clew.demo.http;

import java.util.Map;

/// What a handler answers.
public record Reply(int status, Fields fields, Map<String, String> headers) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply of(int status, Fields fields) {
    return new Reply(status, fields, Map.of());
  }

  public static Reply ok(Fields fields) {
    return of(200, fields);
  }

  public static Reply error(int status, String reason) {
    return of(status, Fields.of("error", reason));
  }

  public Reply withHeader(String name, String value) {
    return new Reply(status, fields, Map.of(name, value));
  }
}
