package dev.clew.serve.settings;

import java.util.HashMap;
import java.util.Map;

/// A value from the command line, with the option's name.
public record Flag(String option, String value) {
  static Map<String, Given> given(Map<String, Flag> flags) {
    Map<String, Given> given = new HashMap<>();
    flags.forEach((key, flag) -> given.put(key, Given.of(flag.value(), flag.option())));
    return given;
  }
}
