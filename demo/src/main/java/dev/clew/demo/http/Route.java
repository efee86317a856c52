package dev.clew.demo.http;

import org.jspecify.annotations.Nullable;

/// A method and a path template such as `/products/{sku}`, and who answers there.
record Route(String method, String template, Handler handler) {

  /// The fields the path gives, or null when this route is not meant.
  @Nullable Fields match(String requestMethod, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    if (!requestMethod.equals(method) || wanted.length != given.length) {
      return null;
    }
    Fields fields = Fields.NONE;
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        fields = fields.and(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return null;
      }
    }
    return fields;
  }
}
