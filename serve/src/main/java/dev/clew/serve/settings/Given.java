package dev.clew.serve.settings;

import java.util.List;

/// What someone wrote for a key, and where.
///
/// @param values one for a plain value, any number for a list
/// @param origin such as `clew.yaml:3`, to start an error with
record Given(List<String> values, boolean isList, String origin) {
  Given {
    values = List.copyOf(values);
  }

  static Given of(String value, String origin) {
    return new Given(List.of(value), false, origin);
  }
}
