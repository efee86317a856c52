package dev.clew.wire.json;

/// Names as protobuf writes them, `trace_id`, and as JSON does, `traceId`.
final class SnakeCase {
  private SnakeCase() {}

  static String toCamel(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    var camel = new StringBuilder(name.length());
    boolean isStart = false;
    for (int at = 0; at < name.length(); at++) {
      char next = name.charAt(at);
      if (next == '_') {
        isStart = true;
      } else {
        camel.append(isStart ? Character.toUpperCase(next) : next);
        isStart = false;
      }
    }
    return camel.toString();
  }
}
