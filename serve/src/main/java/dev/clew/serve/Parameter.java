package dev.clew.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// The parameters of an address.
final class Parameter {
  private Parameter() {}

  /// The members of an object as parameters, with the question mark; nothing where there are none.
  static String all(ObjectNode members) {
    return members.isEmpty()
        ? ""
        : members.properties().stream()
            .map(each -> each.getKey() + "=" + escaped(each.getValue().asText()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /// Safe in a path, too.
  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
